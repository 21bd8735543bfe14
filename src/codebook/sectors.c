/* SPDX-License-Identifier: GPL-3.0-or-later */
/* codebook: sectors of work by the five-digit codes of the DAC, those that human security is about; withdrawn ones have other codes in their place. */
#include "codebook/codebook_priv.h"
#include "core/speech.h"

#define CRS "OECD DAC CRS purpose codes as in the IATI Sector codelist (read June 2026)"

static const struct code sectors[] = {
    {"15130", T("Legal and judicial development"), NULL, NULL, CRS},
    {"15132", T("Police"), NULL, NULL, CRS},
    {"15134", T("Judicial affairs"), NULL, NULL, CRS},
    {"15135", T("Ombudsman"), NULL, NULL, CRS},
    {"15137", T("Prisons"), NULL, NULL, CRS},
    {"15150", T("Democratic participation and civil society"), NULL, NULL, CRS},
    {"15151", T("Elections"), NULL, NULL, CRS},
    {"15152", T("Legislatures and political parties"), NULL, NULL, CRS},
    {"15153", T("Media and free flow of information"), NULL, NULL, CRS},
    {"15160", T("Human rights"), NULL, NULL, CRS},
    {"15161", T("Elections (old)"), NULL, "withdrawn", CRS},
    {"15162", T("Human rights (old)"), NULL, "withdrawn", CRS},
    {"15163", T("Free flow of information (old)"), NULL, "withdrawn", CRS},
    {"15164", T("Women's equality organisations (old)"), NULL, "withdrawn", CRS},
    {"15170", T("Women's rights organisations and movements, and government institutions"), NULL, NULL, CRS},
    {"15180", T("Ending violence against women and girls"), NULL, NULL, CRS},
    {"15185", T("Local government administration"), NULL, NULL, CRS},
    {"15190", T("Orderly, safe, regular and responsible migration and mobility"), NULL, NULL, CRS},
    {"15210", T("Security system management and reform"), NULL, NULL, CRS},
    {"15220", T("Civilian peace-building, conflict prevention and resolution"), NULL, NULL, CRS},
    {"15230", T("Participation in international peacekeeping operations"), NULL, NULL, CRS},
    {"15240", T("Reintegration and SALW control"), NULL, NULL, CRS},
    {"15250", T("Removal of land mines and explosive remnants of war"), NULL, NULL, CRS},
    {"15261", T("Child soldiers (prevention and demobilisation)"), NULL, NULL, CRS},
    {"16010", T("Social protection"), NULL, NULL, CRS},
    {"16020", T("Employment creation"), NULL, NULL, CRS},
    {"43060", T("Disaster risk reduction"), NULL, NULL, CRS},
    {"72010", T("Material relief assistance and services"), NULL, NULL, CRS},
    {"72040", T("Emergency food assistance"), NULL, NULL, CRS},
    {"73010", T("Immediate post-emergency reconstruction and rehabilitation"), NULL, NULL, CRS},
    {"99810", T("Sectors not specified"), NULL, NULL, CRS},
};

const struct code_table sectors_table = {sectors, ARRAY_LEN(sectors)};
