import type { CodeableConcept, Coding } from '@medplum/fhirtypes'

export const systems = {
  loinc: 'http://loinc.org',
  tbd: 'http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs',
  hgnc: 'http://www.genenames.org',
  hgvs: 'http://varnomen.hgvs.org',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  atc: 'http://www.whocc.no/atc',
  dbsnp: 'http://www.ncbi.nlm.nih.gov/projects/SNP',
  refseq: 'http://www.ncbi.nlm.nih.gov/refseq',
  so: 'http://www.sequenceontology.org',
  spdi: 'https://api.ncbi.nlm.nih.gov/variation/v0/',
  absent: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  sha256: 'urn:oid:2.16.840.1.101.3.4.2.1',
  action: 'urn:attune:action',
  verdict: 'urn:attune:verdict',
} as const

const guide = 'http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/'

/** Canonical url of a profile or extension of Genomics Reporting. */
export const profile = (name: string): string => `${guide}${name}`

export const coding = (system: string, code: string, display?: string): Coding => ({
  system,
  code,
  ...(display === undefined ? {} : { display }),
})

export const concept = (system: string, code: string, display?: string): CodeableConcept => ({
  coding: [coding(system, code, display)],
})

/**
 * HGNC identifiers of the genes that are reported. A gene that is not here (CYP4F2, whose identifier could not be confirmed) is named by its symbol alone.
 * @source HGNC; CYP2C19, CYP2C9, CYP2D6, VKORC1, RYR1, HLA-A, HLA-B as in the examples of Genomics Reporting 3.0.0, the others as quoted by public data of Ensembl, ClinGen and NCBI
 */
const hgnc: Readonly<Record<string, string>> = {
  ABCG2: '74',
  CACNA1S: '1397',
  CFTR: '1884',
  CYP2B6: '2615',
  CYP2C19: '2621',
  CYP2C9: '2623',
  CYP2D6: '2625',
  CYP3A4: '2637',
  CYP3A5: '2638',
  DPYD: '3012',
  G6PD: '4057',
  'HLA-A': '4931',
  'HLA-B': '4932',
  IFNL3: '18365',
  'MT-RNR1': '7470',
  NAT2: '7646',
  NUDT15: '23063',
  RYR1: '10483',
  SLCO1B1: '10959',
  TPMT: '12014',
  UGT1A1: '12530',
  VKORC1: '23663',
}

export const geneConcept = (gene: string): CodeableConcept => {
  const id = hgnc[gene]
  return id === undefined ? { text: gene } : concept(systems.hgnc, `HGNC:${id}`, gene)
}

/** Versions of the RefSeq chromosome sequences of GRCh38, by chromosome 1–22. @source NCBI assembly GCF_000001405 (GRCh38) */
const grch38: ReadonlyMap<string, string> = new Map([
  ...'11 12 12 12 10 12 14 11 12 11 10 12 11 9 10 10 11 10 10 11 9 11'
    .split(' ')
    .map((v, i) => [`chr${i + 1}`, `NC_${String(i + 1).padStart(6, '0')}.${v}`] as const),
  ['chrX', 'NC_000023.11'],
  ['chrY', 'NC_000024.10'],
  ['chrM', 'NC_012920.1'],
])

/** RefSeq accession of a GRCh38 chromosome; undefined for another name. @example chromosomeSequence('chr10') // 'NC_000010.11' */
export const chromosomeSequence = (chrom: string): string | undefined => grch38.get(chrom)

/**
 * LOINC answers for what a result implies for treatment.
 * @source value set genetic-therapeutic-implications-vs in the source of Genomics Reporting (HL7/genomics-reporting, input/fsh); the package in the
 * reference folder leaves it out because it also lists SNOMED CT codes
 */
const implications: readonly (readonly [RegExp, string, string])[] = [
  [/^ultrarapid metabolizer$/i, 'LA10315-2', 'Ultrarapid metabolizer'],
  [/^rapid metabolizer$/i, 'LA25390-8', 'Rapid metabolizer'],
  [/^normal metabolizer$/i, 'LA25391-6', 'Normal metabolizer'],
  [/^intermediate metabolizer$/i, 'LA10317-8', 'Intermediate metabolizer'],
  [/^poor metabolizer$/i, 'LA9657-3', 'Poor metabolizer'],
  [/^increased function$/i, 'LA25392-4', 'Increased function'],
  [/^normal function$/i, 'LA25393-2', 'Normal function'],
  [/^decreased function$/i, 'LA25395-7', 'Decreased function'],
  [/^poor function$/i, 'LA25394-0', 'Poor function'],
]

/** A phenotype as a coded implication; one that has no code of the list (a "likely" or "possible" one too) is told in words alone. */
export const implicationConcept = (phenotype: string, text = phenotype): CodeableConcept => {
  const found = implications.find(([form]) => form.test(phenotype))
  return found === undefined ? { text } : { coding: [coding(systems.loinc, found[1], found[2])], text }
}

export const category = (): CodeableConcept[] => [
  concept('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory'),
  concept('http://terminology.hl7.org/CodeSystem/v2-0074', 'GE'),
]

/** Why a value is not there, so that nobody takes its absence for a normal result. */
export const absence = (code: 'not-performed' | 'unknown' | 'error', text: string): CodeableConcept => ({
  coding: [coding(systems.absent, code)],
  text,
})
