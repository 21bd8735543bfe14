#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# deps.sh GROUP...: install what is missing of the groups in packages.txt, and only that.
# Asks nothing. On a system that is not Debian it looks for the programs and libraries themselves, and
# where some are missing says which and stops.
set -eu
list="$(dirname "$0")/packages.txt"
groups=" $* "

rows() { # package, how to see it, why: one row a wanted package
    while read -r group package seen why; do
        case "$group" in '#'*|'') continue ;; esac
        case "$groups" in *" $group "*) echo "$package $seen $why" ;; esac
    done < "$list"
}

there() { # is the program, library or module itself there?
    case "$1" in
        any:*) command -v "${1#any:}" > /dev/null 2>&1 ;; # on Debian, too: whoever brought it
        command:*) command -v "${1#command:}" > /dev/null 2>&1 ;;
        library:*) command -v pkg-config > /dev/null 2>&1 && pkg-config --exists "${1#library:}" ;;
        # Debian's own python3 has Debian's modules; another python3 may stand before it.
        python:*) /usr/bin/python3 -c "import ${1#python:}" 2> /dev/null ||
                  python3 -c "import ${1#python:}" 2> /dev/null ;;
        font:*) command -v fc-list > /dev/null 2>&1 && fc-list | grep -q "${1#font:}-" ;;
        *) return 1 ;;
    esac
}

installed() { # does dpkg hold the package?
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2> /dev/null)" = installed ]
}

debian=no
if command -v apt-get > /dev/null 2>&1 && command -v dpkg-query > /dev/null 2>&1; then debian=yes; fi

missing=""
reasons=""
while read -r package seen why; do
    case "$seen" in any:*) there "$seen" && continue ;; esac
    if [ $debian = yes ]; then installed "$package" && continue
    else there "$seen" && continue; fi
    missing="$missing $package"
    reasons="$reasons
  $package: $why"
done <<ROWS
$(rows)
ROWS
[ -n "$missing" ] || exit 0

if [ $debian = no ]; then
    echo "This is not a Debian system, so please install by hand what these Debian packages hold, then try again:$reasons" >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then as_root=""
elif command -v sudo > /dev/null 2>&1 && { sudo -n true 2> /dev/null || [ -t 0 ]; }; then as_root="sudo"
else
    echo "These packages are missing:$reasons
Please install them as root, then try again:  apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
echo "Installing what is missing:$reasons"
# A fresh system has no list of packages yet; an outdated list is better than none.
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q < /dev/null ||
    echo "The list of packages could not be renewed; trying with the one that is there." >&2
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing < /dev/null || {
    echo "apt-get could not install:$missing. Is this machine connected, and are Debian's sources set in /etc/apt?" >&2
    exit 1
}
