import { releaseName } from '../../knowledge/release.ts'
import type { Assessment, DatumRef, Need, Question } from '../../shared/assessment.ts'
import type { Evidence } from '../../shared/evidence.ts'
import { peopleById } from './bloodline.ts'
import { checkPedigree } from './check-pedigree.ts'
import { familyCarriers } from './carrier/index.ts'
import { type Ask, type CriterionResult, familyCriteria, type LipidFindings } from './criteria/index.ts'
import type { FamilyFinding, Named } from './finding.ts'
import type { SetAside } from './from-record.ts'
import type { FamilyTables } from './knowledge.ts'
import type { Pedigree, PersonId } from './pedigree.ts'
import { relationsOf, relationWords } from './relation.ts'

/** A family to assess: the pedigree, relatives who have no place in it, and what the record says of lipids. */
export type FamilyInput = {
  readonly pedigree: Pedigree
  readonly aside: readonly SetAside[]
  readonly lipid: LipidFindings
}

/** Tools that the USPSTF names for judging a family history in primary care. @source USPSTF 2019, BRCA-related cancer, grade B (10.1001/jama.2019.10987) */
const uspstf: Evidence['citations'][number] = { kind: 'doi', id: '10.1001/jama.2019.10987', year: 2019 }
const namedByUspstf = new Set(['fhs7', 'rst', 'pat', 'fhat', 'manchester'])

const criterionEvidence = (result: CriterionResult, release: string): Evidence => {
  const named = namedByUspstf.has(result.id)
  return {
    source: named ? `${result.instrument.title} (USPSTF 2019)` : result.instrument.title,
    grade: named ? 'B' : 'not graded',
    rung: named ? 'moderate' : 'unrated',
    citations: [result.instrument.source, ...(named ? [uspstf] : [])],
    release,
  }
}

const askText = (ask: Ask): string =>
  ask.what === 'relatives'
    ? `relatives:${ask.of}`
    : ask.what === 'measurement'
      ? `measurement:${ask.of}`
      : `${ask.what}:${ask.person}${ask.of === undefined ? '' : `:${ask.of}`}`

const need = (result: CriterionResult): Need => ({
  code: 'family-history',
  about: result.instrument.about,
  test: 'ask-the-family',
  missing: result.ask.map(askText),
  wouldDecide: [result.id],
})

const namer = (pedigree: Pedigree): ((id: PersonId) => Named) => {
  const relations = relationsOf(pedigree)
  const names = new Map(pedigree.people.map((p) => [p.id, p.name]))
  return (id) => {
    const relation = relations?.of(pedigree.proband, id)
    const name = names.get(id)
    return {
      id,
      relation: relation === undefined ? '' : relationWords(relation),
      ...(name === undefined ? {} : { name }),
    }
  }
}

const basisOf = (pedigree: Pedigree, people: readonly PersonId[]): readonly DatumRef[] =>
  pedigree.people
    .filter((p) => people.includes(p.id))
    .flatMap((p) => [p.ref, ...p.diagnoses.map((d) => d.ref), ...(p.tests ?? []).map((t) => t.ref)])
    .filter((r): r is DatumRef => r !== undefined)

const question = (code: string, about: string): Question => ({ module: 'family', code, about })

type Namer = ReturnType<typeof namer>

const criterion = (
  result: CriterionResult,
  pedigree: Pedigree,
  name: Namer,
  release: string,
): Assessment<FamilyFinding> => {
  const about = question('referral-criterion', result.id)
  const finding: FamilyFinding = { kind: 'criterion', result, people: result.people.map(name) }
  const basis = basisOf(pedigree, result.people)
  if (result.answer === 'yes')
    return { state: 'finding', question: about, finding, evidence: [criterionEvidence(result, release)], basis }
  if (result.answer === 'open')
    return { state: 'indeterminate', question: about, finding, needs: [need(result)], basis }
  return {
    state: 'negative',
    question: about,
    finding,
    coverage: { assessed: result.items.length, of: result.items.length, notExcluded: [] },
    basis,
  }
}

/** Genes in which a relative was found to carry a variant. */
const variants = (pedigree: Pedigree, name: Namer, release: string): readonly Assessment<FamilyFinding>[] => {
  const genes = new Set(
    pedigree.people.flatMap((p) => (p.tests ?? []).filter((t) => t.result === 'positive').map((t) => t.gene)),
  )
  return [...genes].sort().map((gene) => {
    const carriers = pedigree.people.filter((p) => p.tests?.some((t) => t.gene === gene && t.result === 'positive'))
    const found = carriers.flatMap((p) =>
      (p.tests ?? []).flatMap((t) => (t.gene === gene && t.variant !== undefined ? [t.variant] : [])),
    )
    return {
      state: 'finding',
      question: question('variant-in-family', gene),
      finding: {
        kind: 'variant-in-family',
        gene,
        variants: [...new Set(found)],
        carriers: carriers.map((p) => name(p.id)),
      },
      evidence: [
        {
          source: carriers.some((p) => p.id === pedigree.proband)
            ? 'Result of a genetic test'
            : 'Result of a genetic test of a relative',
          grade: 'not graded',
          rung: 'unrated',
          citations: [],
          release,
        },
      ],
      basis: basisOf(
        pedigree,
        carriers.map((p) => p.id),
      ),
    }
  })
}

const carriers = (
  pedigree: Pedigree,
  tables: FamilyTables,
  name: Namer,
  release: string,
): readonly Assessment<FamilyFinding>[] => {
  const people = peopleById(pedigree)
  const known = pedigree.people.filter((p) => !p.healthUnknown || (p.tests ?? []).length > 0)
  const about = question('carrier-probability', pedigree.proband)
  const outlook = question('future-cancer-risk', pedigree.proband)
  const familyKnown = known.some((p) => p.id !== pedigree.proband)
  const tested = (people.get(pedigree.proband)?.tests ?? []).filter((t) => t.result !== 'uncertain')
  const carries = tested.some((t) => t.result === 'positive')
  const askFamily: readonly Need[] = [
    {
      code: 'family-history',
      about: 'family',
      test: 'ask-the-family',
      missing: ['relatives:parents', 'relatives:siblings'],
      wouldDecide: ['carrier-probability', 'future-cancer-risk'],
    },
  ]
  if (!familyKnown && tested.length === 0)
    return [about, outlook].map((q) => ({ state: 'indeterminate', question: q, needs: askFamily, basis: [] }))
  const result = familyCarriers(pedigree, tables.groups())
  if (!result.ok) {
    const needs: readonly Need[] = [
      {
        code: 'pedigree',
        about: 'family',
        test: 'correct-the-pedigree',
        missing: result.problems.map((p) => p.code),
        wouldDecide: ['carrier-probability', 'future-cancer-risk'],
      },
    ]
    return [about, outlook].map((q) => ({ state: 'indeterminate', question: q, needs, basis: [] }))
  }
  const { standings, risks, none, unverified } = result.value
  const evidence: readonly Evidence[] = [
    {
      source: 'Published penetrances, Mendelian model of the whole family',
      grade: unverified.length > 0 ? 'figures not verified' : 'not graded',
      rung: 'unrated',
      citations: [],
      release,
    },
  ]
  const basis = basisOf(
    pedigree,
    known.map((p) => p.id),
  )
  // Of a family nobody knows only what was tested is said: the rest would be the population’s figure and no more.
  const proband = (standings.get(pedigree.proband) ?? []).filter((s) => familyKnown || s.state !== 'not-tested')
  if (proband.length === 0)
    return [about, outlook].map((q) => ({ state: 'indeterminate', question: q, needs: askFamily, basis: [] }))
  const relatives = pedigree.people
    .filter((p) => p.id !== pedigree.proband && standings.has(p.id))
    .map((p) => ({ ...name(p.id), standings: standings.get(p.id) ?? [] }))
  return [
    {
      state: 'finding',
      question: about,
      finding: { kind: 'carriers', proband, relatives, unverified },
      evidence,
      basis,
    },
    !familyKnown && !carries
      ? { state: 'indeterminate', question: outlook, needs: askFamily, basis: [] }
      : risks.length > 0
        ? {
            state: 'finding',
            question: outlook,
            finding: { kind: 'future-risks', risks, none, unverified },
            evidence,
            basis,
          }
        : {
            state: 'notApplicable',
            question: outlook,
            finding: { kind: 'future-risks', risks, none, unverified },
            because: none[0]?.because ?? 'no-risk-published',
          },
  ]
}

/** Every question about a family. A pedigree that contradicts itself is not assessed: its problems say why. */
export const assessFamily = (input: FamilyInput, tables: FamilyTables): readonly Assessment<FamilyFinding>[] => {
  const { pedigree, lipid } = input
  const release = releaseName(tables.manifest)
  const wrong = checkPedigree(pedigree).filter((p) => p.severity === 'error')
  if (wrong.length > 0)
    return [
      {
        state: 'indeterminate',
        question: question('family', pedigree.proband),
        needs: [
          {
            code: 'pedigree',
            about: 'family',
            test: 'correct-the-pedigree',
            missing: [...new Set(wrong.map((p) => p.code))],
            wouldDecide: ['family'],
          },
        ],
        basis: [],
      },
    ]
  const name = namer(pedigree)
  return [
    ...familyCriteria(pedigree, tables.criteria, lipid).map((r) => criterion(r, pedigree, name, release)),
    ...variants(pedigree, name, release),
    ...carriers(pedigree, tables, name, release),
  ]
}
