// Sources of countries.tsv: ISO 3166-1 codes and names of countries that a regional model knows, with the European risk region of SCORE2
// (10.1093/eurheartj/ehab309).

const europe: Readonly<Record<string, string>> = {
  low: 'BE/BEL/Belgium DK/DNK/Denmark FR/FRA/France IL/ISR/Israel LU/LUX/Luxembourg NL/NLD/Netherlands NO/NOR/Norway ES/ESP/Spain CH/CHE/Switzerland GB/GBR/UK/United_Kingdom/Great_Britain/England/Scotland/Wales/Northern_Ireland',
  moderate:
    'AT/AUT/Austria CY/CYP/Cyprus FI/FIN/Finland DE/DEU/Germany GR/GRC/Greece IS/ISL/Iceland IE/IRL/Ireland IT/ITA/Italy MT/MLT/Malta PT/PRT/Portugal SM/SMR/San_Marino SI/SVN/Slovenia SE/SWE/Sweden',
  high: 'AL/ALB/Albania BA/BIH/Bosnia_and_Herzegovina HR/HRV/Croatia CZ/CZE/Czechia/Czech_Republic EE/EST/Estonia HU/HUN/Hungary KZ/KAZ/Kazakhstan PL/POL/Poland SK/SVK/Slovakia TR/TUR/Turkey/Türkiye',
  'very-high':
    'DZ/DZA/Algeria AM/ARM/Armenia AZ/AZE/Azerbaijan BY/BLR/Belarus BG/BGR/Bulgaria EG/EGY/Egypt GE/GEO/Georgia KG/KGZ/Kyrgyzstan LV/LVA/Latvia LB/LBN/Lebanon LY/LBY/Libya LT/LTU/Lithuania MD/MDA/Moldova/Republic_of_Moldova ME/MNE/Montenegro MA/MAR/Morocco MK/MKD/North_Macedonia RO/ROU/Romania RU/RUS/Russia/Russian_Federation RS/SRB/Serbia SY/SYR/Syria TN/TUN/Tunisia UA/UKR/Ukraine UZ/UZB/Uzbekistan',
}

const others =
  'US/USA/United_States/United_States_of_America CA/CAN/Canada AU/AUS/Australia NZ/NZL/New_Zealand JP/JPN/Japan CN/CHN/China KR/KOR/South_Korea SG/SGP/Singapore TW/TWN/Taiwan HK/HKG/Hong_Kong MY/MYS/Malaysia TH/THA/Thailand VN/VNM/Vietnam PH/PHL/Philippines ID/IDN/Indonesia IN/IND/India BD/BGD/Bangladesh LK/LKA/Sri_Lanka PK/PAK/Pakistan NP/NPL/Nepal MM/MMR/Myanmar KH/KHM/Cambodia LA/LAO/Laos MN/MNG/Mongolia BN/BRN/Brunei FJ/FJI/Fiji PG/PNG/Papua_New_Guinea'

export const asiaPacific = others
  .split(' ')
  .map((c) => c.split('/')[0] ?? '')
  .filter((c) => c !== 'US' && c !== 'CA')

export const europeanCodes = Object.values(europe).flatMap((l) => l.split(' ').map((c) => c.split('/')[0] ?? ''))

const parts = (text: string): readonly string[] => text.split('/').map((n) => n.replaceAll('_', ' '))

export const countryRows: readonly (readonly string[])[] = [
  ...Object.entries(europe).flatMap(([region, list]) => list.split(' ').map((c) => [region, parts(c)] as const)),
  ...others.split(' ').map((c) => ['', parts(c)] as const),
]
  .map(([region, [code = '', ...also]]) => [code, also.join(';'), region])
  .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
