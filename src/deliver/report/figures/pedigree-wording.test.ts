import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { familyDiseases } from '../../../clinical/family/index.ts'
import {
  askedKindNames,
  familyVerdict,
  asideNames,
  criterionItemNames,
  familyDiseaseNames,
  instrumentPurpose,
  lostNames,
  measurementNames,
  noFutureRiskNames,
  pedigreeFaults,
  suspicionNames,
  surgeryNames,
  toConfirmNames,
} from '../../../shared/wording/en-pedigree.ts'
import { fill } from '../../../shared/wording/catalogue.ts'
import { readingGrade } from '../../letter/reading-level.ts'
import { loadRelease } from '../../../knowledge/folder.ts'

const room = join(import.meta.dirname, '../../../clinical/family')
const source = (pattern: string): string =>
  globSync(pattern, { cwd: room })
    .filter((f) => !/test/.test(f))
    .map((f) => readFileSync(join(room, f), 'utf8'))
    .join('\n')
const all = (text: string, form: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(form)].map((m) => m[1] ?? '')),
]
const union = (text: string, name: RegExp): readonly string[] => all(name.exec(text)?.[1] ?? '', /'([a-z-]+)'/g)

/** Every code that the family room can emit has words: codes are read from its own sources, so that a new one fails here. */
describe('words of the family', () => {
  test('for every disease, with a short one for the drawing', () => {
    expect(Object.keys(familyDiseaseNames).toSorted()).toEqual([...familyDiseases].toSorted())
    expect(Object.values(familyDiseaseNames).filter((d) => d.short.length > 14)).toEqual([])
  })

  test('for every fault of a pedigree and every refusal of a change', () => {
    const checks = all(source('check-pedigree.ts'), /code: '([a-z-]+)'/g)
    const twins = all(source('check-pedigree.ts'), /tell\(\s*'([a-z]+-[a-z-]+)'/g)
    const edits = all(source('edit-pedigree.ts'), /refuse\(\s*'([a-z-]+)'/g)
    const codes = [...checks, ...twins, ...edits]
    expect(codes.length).toBeGreaterThan(20)
    expect(codes.filter((c) => pedigreeFaults[c] === undefined)).toEqual([])
  })

  test('for every item, measurement and confirmation of an instrument', () => {
    const criteria = source('criteria/*.ts')
    const rst = all(source('criteria/referral-screening-tool.ts'), /^ {4}\['([a-z-]+)', /gm)
    const codes = [
      ...all(criteria, /code: '([a-z-]+)'/g),
      ...all(criteria, /countItem\(\s*'([a-z-]+)'/g),
      ...all(criteria, /\b(?:sure|item|group)\(\s*'([a-z-]+)'/g),
      ...all(source('criteria/manchester.ts'), /\['([a-z]+)', onsetOf/g),
      ...rst.flatMap((r) => [`early-breast-${r}`, `ovarian-${r}`]),
    ]
    expect(rst).toHaveLength(8)
    expect(codes.length).toBeGreaterThan(40)
    expect([...new Set(codes)].filter((c) => criterionItemNames[c] === undefined)).toEqual([])
    const measured = all(criteria, /measure\('([a-z0-9-]+)'\)/g)
    expect(measured.length).toBeGreaterThan(5)
    expect(measured.filter((m) => measurementNames[m] === undefined)).toEqual([])
    expect(['polyposis-excluded', 'pathology'].filter((c) => toConfirmNames[c] === undefined)).toEqual([])
  })

  test('for every instrument of the release and what it points to', () => {
    const text = loadRelease('attune-family').tables['criteria.json'] ?? ''
    const tables = JSON.parse(text) as Record<string, { about: string }>
    const ids = Object.keys(tables).map((k) => (k === 'dutchLipid' ? 'dutch-lipid' : k))
    expect(Object.keys(instrumentPurpose).toSorted()).toEqual(ids.toSorted())
    expect(Object.keys(suspicionNames).toSorted()).toEqual(
      [...new Set(Object.values(tables).map((t) => t.about))].toSorted(),
    )
  })

  test('for what has no place in the drawing, no future risk, no place in a file', () => {
    const because = union(source('from-record.ts'), /readonly because: ([^\n]+)/)
    expect(because.length).toBeGreaterThan(2)
    expect(Object.keys(asideNames).toSorted()).toEqual([...because].toSorted())
    const none = union(source('carrier/future-risk.ts'), /readonly because: ([^\n]+)/)
    expect(none.length).toBeGreaterThan(3)
    expect(none.filter((c) => !(c in noFutureRiskNames))).toEqual([])
    const fields = union(source('formats/lost.ts'), /const fields[^=]*= \[([^\]]*)\]/)
    const lost = [...fields, ...all(source('formats/lost.ts'), /what: '([a-z]+)'/g)]
    expect(lost.length).toBeGreaterThan(10)
    expect(lost.filter((c) => lostNames[c] === undefined)).toEqual([])
    const kinds = union(source('pedigree.ts'), /readonly asked\?: readonly \(([^)]*)\)/)
    expect(Object.keys(askedKindNames).toSorted()).toEqual([...kinds].toSorted())
    const what = union(source('pedigree.ts'), /readonly what: ([^\n]+)/)
    expect(Object.keys(surgeryNames).toSorted()).toEqual([...what].toSorted())
  })

  test('for a patient can be read in the eighth grade', () => {
    const sentences = [
      ...Object.values(suspicionNames).map((s) => fill(familyVerdict.met.patient, { about: s.patient })),
      familyVerdict.open.patient,
      familyVerdict.no.patient,
      ...Object.values(noFutureRiskNames).map((w) => w.patient),
    ]
    expect(sentences.filter((s) => (readingGrade(s) ?? 99) > 8)).toEqual([])
  })
})
