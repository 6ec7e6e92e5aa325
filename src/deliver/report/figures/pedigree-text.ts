import type { Diagnosis, GeneTest, Relative } from '../../../clinical/family/index.ts'
import type { Range } from '../../../shared/quantity.ts'
import type { Audience } from '../../../shared/wording/catalogue.ts'
import {
  familyDiseaseNames,
  familyDiseaseText,
  pregnancyNames,
  surgeryNames,
} from '../../../shared/wording/en-pedigree.ts'

/** `62`, or `60–65` where it is not known more closely. */
export const ageText = ([low, high]: Range): string =>
  low === high ? String(low) : low === 0 ? `up to ${high}` : high >= 122 ? `from ${low}` : `${low}–${high}`

const shortDisease = (d: Diagnosis): string => {
  if (typeof d.disease === 'string') return familyDiseaseNames[d.disease].short
  return d.disease.other.length > 16 ? `${d.disease.other.slice(0, 15)}…` : d.disease.other
}

const signs: Readonly<Record<GeneTest['result'], string>> = { positive: '+', negative: '−', uncertain: '?' }

const ageLine = (p: Relative): string | undefined => {
  if (p.dead === true) return p.age === undefined ? 'd.' : `d. ${ageText(p.age)}`
  if (p.age !== undefined) return ageText(p.age)
  return p.born === undefined ? undefined : `b. ${p.born}`
}

/** Sex assigned at birth, where the symbol, which follows gender, does not show it. */
const atBirth = (p: Relative): string | undefined => {
  const shown = p.gender === undefined ? p.sex : { woman: 'female', man: 'male', other: 'other' }[p.gender]
  if (shown === p.sex) return undefined
  return { female: 'AFAB', male: 'AMAB', unknown: 'UAAB' }[p.sex]
}

/** Names in at most two lines of so many letters. */
const wrapped = (text: string, most = 17): readonly string[] => {
  if (text.length <= most) return [text]
  const cut = text.lastIndexOf(' ', most)
  const [a, b] = cut > 0 ? [text.slice(0, cut), text.slice(cut + 1)] : [text.slice(0, most), text.slice(most)]
  return [a, b.length > most ? `${b.slice(0, most - 1)}…` : b]
}

const mostDiagnoses = 4

/** What stands under a symbol, line by line: who, age, diagnoses with ages, tests, operations. */
export const symbolLines = (p: Relative, who: string): readonly string[] => {
  const diagnoses = p.diagnoses.map((d) => [shortDisease(d), d.onset && ageText(d.onset)].filter(Boolean).join(' '))
  const more = diagnoses.length - mostDiagnoses
  return [
    ...wrapped(p.name ?? who),
    ageLine(p),
    atBirth(p),
    p.pregnancy === 'stillbirth' ? 'SB' : p.pregnancy === 'ectopic' ? 'ECT' : undefined,
    ...diagnoses.slice(0, mostDiagnoses),
    ...(more > 0 ? [`+ ${more} more`] : []),
    ...(p.tests ?? []).map((t) => `${t.gene} ${signs[t.result]}`),
    ...(p.surgery ?? []).map((s) => [surgeryNames[s.what].short, s.age].filter((x) => x !== undefined).join(' ')),
  ].filter((line): line is string => line !== undefined && line !== '')
}

const testWords: Readonly<Record<GeneTest['result'], string>> = {
  positive: 'positive',
  negative: 'negative',
  uncertain: 'result unclear',
}

/** A person in one line, for those who do not see the figure. @example `Mother, 62, breast cancer at 45, BRCA2 positive` */
export const personWords = (p: Relative, relation: string, audience: Audience = 'clinician'): string => {
  const age =
    p.dead === true
      ? p.age === undefined
        ? 'died'
        : `died at ${ageText(p.age)}`
      : p.age === undefined
        ? undefined
        : ageText(p.age)
  const who = relation === '' ? (p.name ?? 'somebody not related') : relation
  const parts = [
    who.charAt(0).toUpperCase() + who.slice(1),
    relation === '' ? undefined : p.name,
    p.pregnancy === undefined ? undefined : pregnancyNames[p.pregnancy],
    age,
    p.adopted === undefined ? undefined : p.adopted === 'in' ? 'adopted into the family' : 'adopted out of the family',
    ...p.diagnoses.map((d) => {
      const what = familyDiseaseText(typeof d.disease === 'string' ? d.disease : d.disease.other, audience)
      return d.onset === undefined ? `${what}, age not known` : `${what} at ${ageText(d.onset)}`
    }),
    ...(p.tests ?? []).map((t) => `${t.gene} ${testWords[t.result]}`),
    ...(p.surgery ?? []).map(
      (s) => `${surgeryNames[s.what].full[audience]}${s.age === undefined ? '' : ` at ${s.age}`}`,
    ),
    p.healthUnknown === true ? 'nothing known of health' : p.diagnoses.length === 0 ? 'no diagnosis known' : undefined,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}
