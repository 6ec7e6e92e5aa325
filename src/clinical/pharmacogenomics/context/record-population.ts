import type { Population } from '../../../shared/action.ts'

/**
 * Ages: CPIC counts under 18 years as paediatric. @source CPIC atomoxetine and voriconazole guidelines, written from memory: verify before clinical use.
 * The efavirenz records speak of children above 40 kg and adults; 40 kg itself is taken in (the coded advice draws the same line).
 */
const known: Readonly<Record<string, Population | undefined>> = {
  '': undefined,
  general: undefined,
  'n/a': undefined,
  pediatrics: { age: { max: 18 } },
  adults: { age: { min: 18 } },
  'child >40kg_adult': { weight: { min: 40 } },
  'CBZ naive': { circumstances: ['treatment-naive'] },
  'CBZ use >3mos': { circumstances: ['used-over-3-months-without-reaction'] },
  'CBZ-no alternatives': { circumstances: ['no-alternative'] },
  'OXC naive': { circumstances: ['treatment-naive'] },
  'OXC use >3 mos': { circumstances: ['used-over-3-months-without-reaction'] },
  'PHT naive': { circumstances: ['treatment-naive'] },
  'PHT use >3mos': { circumstances: ['used-over-3-months-without-reaction'] },
  'CVI ACS PCI': { indications: ['acute-coronary-syndrome-or-pci', 'percutaneous-coronary-intervention'] },
  'CVI non-ACS non-PCI': {
    indications: ['cardiovascular-other'],
    notIndications: ['acute-coronary-syndrome-or-pci', 'percutaneous-coronary-intervention'],
  },
  NVI: { indications: ['neurovascular', 'stroke-or-tia'] },
}

const geneWord = /^(?:(?:CYP|UGT|HLA|TPMT|NUDT|DPYD|G6PD|SLCO|VKORC|NAT|ABCG|RYR|CACNA1S|IFNL|CFTR)[\w*:-]*|MT-RNR1)$/
const phenotypeWords = [
  'ultrarapid',
  'rapid',
  'normal',
  'intermediate',
  'poor',
  'metabolizers',
  'allele',
  'positive',
  'deficient',
  'and',
  'or',
  'and/or',
]

/** A subgroup that is defined by genes alone: the record's lookup key has already chosen it. */
const isGeneSubgroup = (text: string): boolean => {
  const words = text
    .replace(/^Affected subgroup:/, '')
    .split(/[\s,]+/)
    .filter((w) => w !== '')
  return (
    words.some((w) => geneWord.test(w)) &&
    words.every((w) => geneWord.test(w) || phenotypeWords.includes(w.toLowerCase()))
  )
}

const openQuestion: Population = { circumstances: ['other-population'] }

const partPopulation = (part: string): Population | undefined => {
  const word = [part, part.toLowerCase()].find((w) => Object.hasOwn(known, w))
  if (word !== undefined) return known[word]
  return isGeneSubgroup(part) ? undefined : openQuestion
}

/**
 * The population column of a guideline record as a predicate; undefined is everybody. The parts of a text are joined by `;`.
 * A text that is not known is never dropped: it becomes a circumstance that only the clinician can answer.
 * @example recordPopulation('Pediatrics; Affected subgroup: CYP2C19 poor metabolizers') // { age: { max: 18 } }
 */
export const recordPopulation = (text: string): Population | undefined => {
  const parts = text
    .split(';')
    .map((p) => partPopulation(p.trim()))
    .filter((p) => p !== undefined)
  if (parts.length === 0) return undefined
  const needed = parts.flatMap((p) => p.circumstances ?? [])
  return Object.assign({}, ...parts, needed.length > 0 ? { circumstances: needed } : {}) as Population
}
