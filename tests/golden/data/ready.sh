# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by cases: a register s.diwan with borders, population and incidents of the invented country.
diwan new --open s.diwan --name "Selmara, invented" 2> /dev/null
diwan add s.diwan "$DATA/selmara_borders.geojson" "$DATA/selmara_population.csv" "$DATA/selmara_incidents.csv" --quiet
