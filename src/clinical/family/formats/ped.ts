import { bad, hasError, ok, type Problem, type Result } from '../../../shared/problem.ts'
import { checkPedigree } from '../check-pedigree.ts'
import { bloodParents } from '../bloodline.ts'
import type { Diagnosis, FamilyDisease, Pedigree, PersonId, Relative } from '../pedigree.ts'
import { type FamilyRead, type Line, problemsOf, tableLines, type Written } from './family-read.ts'
import { lostBetween } from './lost.ts'

/** What "affected" means in a file: a known disease or its own words. The format does not say. */
export type PedOptions = { readonly disease?: FamilyDisease | { readonly other: string } }

const sexes: ReadonlyMap<string, Relative['sex']> = new Map([
  ['1', 'male'],
  ['2', 'female'],
  ['m', 'male'],
  ['f', 'female'],
  ['male', 'male'],
  ['female', 'female'],
])

const columns = ['family', 'person', 'father', 'mother', 'sex', 'phenotype'] as const

type Parsed = { readonly families: readonly FamilyRead[]; readonly problems: readonly Problem[] }

/**
 * Families of a linkage (PED) file: six columns, more are not read. Phenotype 2 is affected, 1 is not, 0 and -9 are not known. Parents who have no
 * line of their own are added as people nothing is known of. The format names no proband: the first affected person with a parent is taken, then anybody.
 */
export const readPed = (text: string, source: string, options: PedOptions = {}): Result<readonly FamilyRead[]> => {
  const { families, problems } = parse(text, source, options)
  const all = [...problems, ...families.flatMap(({ pedigree, placeOf }) => checkPedigree(pedigree, placeOf))]
  return hasError(all) ? bad(all) : ok(families, all)
}

const parse = (text: string, source: string, options: PedOptions): Parsed => {
  const { problems, error, warning, info } = problemsOf(source)
  const disease = options.disease ?? { other: 'affected' }
  type Family = { readonly people: Relative[]; readonly lines: Map<PersonId, Line> }
  const families = new Map<string, Family>()
  let used = 0
  let more = false
  const phenotypes = new Set<string>()
  for (const line of tableLines(text)) {
    if (line.cells.length === 0 || line.cells[0]?.text.startsWith('#')) continue
    used++
    if (line.cells.length < columns.length) {
      error(
        'ped-too-few-columns',
        { line: line.line, column: (line.cells.at(-1)?.column ?? 1) + (line.cells.at(-1)?.text.length ?? 0) },
        `The line has ${line.cells.length} columns of six; ${columns.slice(line.cells.length).join(', ')} ${columns.length - line.cells.length === 1 ? 'is' : 'are'} missing.`,
        'Write family, person, father, mother, sex and phenotype, with 0 for what is not known.',
      )
      continue
    }
    if (line.cells.length > columns.length) more = true
    const [family = '', id = '', father = '', mother = '', sexCell = '', phenotype = ''] = line.cells.map((c) => c.text)
    const at = (i: number) => ({ line: line.line, column: line.cells[i]?.column ?? 1 })
    if (id === '0' || id === '')
      error('ped-person-zero', at(1), 'A person has the id 0, which means "not known".', 'Give the person another id.')
    const sex = sexes.get(sexCell.toLowerCase()) ?? 'unknown'
    if (sex === 'unknown' && !/^(0|-9|other|unknown|u|3)$/i.test(sexCell))
      error(
        'ped-sex',
        at(4),
        `The sex "${sexCell}" cannot be read.`,
        'Write 1 for male, 2 for female, 0 where it is not known.',
      )
    phenotypes.add(phenotype)
    if (!/^(0|1|2|-9)$/.test(phenotype))
      error(
        'ped-phenotype',
        at(5),
        `The phenotype "${phenotype}" is not one of 0, 1, 2, -9.`,
        'Write 2 for affected, 1 for not affected, 0 or -9 where it is not known; measurements are not read.',
      )
    const known: Family = families.get(family) ?? { people: [], lines: new Map() }
    families.set(family, known)
    known.lines.set(id, known.lines.get(id) ?? line)
    known.people.push({
      id,
      sex,
      ...(father === '0' ? {} : { father }),
      ...(mother === '0' ? {} : { mother }),
      diagnoses: phenotype === '2' ? [{ disease } satisfies Diagnosis] : [],
      ...(phenotype === '0' || phenotype === '-9' ? { healthUnknown: true as const } : {}),
    })
  }
  if (used === 0)
    error(
      'no-people',
      {},
      'The file has no line with a person.',
      'Give a file with family, person, father, mother, sex and phenotype.',
    )
  if (more) info('ped-more-columns', {}, 'Columns after the sixth are not read.', 'Give genotypes as a VCF file.')
  if (phenotypes.has('0') && phenotypes.has('1') && !phenotypes.has('2'))
    warning(
      'ped-maybe-zero-one',
      {},
      'Phenotypes are 0 and 1 only: nobody is affected, or the file counts 0 as not affected and 1 as affected.',
      'Where 1 means affected, write 1 and 2 instead of 0 and 1.',
    )
  const read = [...families].map(([id, { people, lines }]): FamilyRead => {
    const all = [...people]
    const listed = new Set(people.map((p) => p.id))
    for (const p of people)
      for (const [parent, sex] of [
        [p.father, 'male'],
        [p.mother, 'female'],
      ] as const) {
        if (parent === undefined || listed.has(parent)) continue
        listed.add(parent)
        all.push({ id: parent, sex, diagnoses: [], healthUnknown: true })
        info(
          'parent-added',
          { line: lines.get(p.id)?.line ?? 1 },
          `The parent ${parent} has no line of their own and was added.`,
          'Add a line for the parent if anything is known.',
        )
      }
    const child = (p: Relative): boolean => p.father !== undefined || p.mother !== undefined
    const proband =
      all.find((p) => p.diagnoses.length > 0 && child(p)) ??
      all.find((p) => p.diagnoses.length > 0) ??
      all.find(child) ??
      all[0]
    if (proband !== undefined)
      info(
        'proband-assumed',
        { line: lines.get(proband.id)?.line ?? 1 },
        `The format names no proband; ${proband.id} was taken.`,
        'Name the proband if it is somebody else.',
      )
    return {
      pedigree: { id, proband: proband?.id ?? '', people: all, couples: [] },
      placeOf: (person) => ({ source, line: lines.get(person)?.line ?? 1 }),
    }
  })
  return { families: read, problems }
}

const token = (text: string): string => text.replaceAll(/\s+/g, '_')

const isAffected = (person: Relative, disease: PedOptions['disease']): boolean =>
  person.diagnoses.some((d) => disease === undefined || JSON.stringify(d.disease) === JSON.stringify(disease))

/** A pedigree as a linkage file. Affected: with the disease of the options, or with any. Somebody adopted into the family stands without parents. */
export const writePed = (pedigree: Pedigree, options: PedOptions = {}): Written => {
  const renamed: Record<PersonId, PersonId> = {}
  const taken = new Set(
    pedigree.people.map((p) => p.id).filter((id) => token(id) === id && id !== '0' && !id.startsWith('#')),
  )
  for (const { id } of pedigree.people) {
    if (taken.has(id)) continue
    let fresh = token(id).replace(/^#/, '_')
    for (let n = 2; taken.has(fresh) || fresh === '0' || fresh === ''; n++)
      fresh = `${token(id).replace(/^#/, '_')}_${n}`
    taken.add(fresh)
    renamed[id] = fresh
  }
  const name = (id: PersonId | undefined): string => (id === undefined ? '0' : (renamed[id] ?? id))
  const family = token(pedigree.id).replace(/^#/, '_') || 'family'
  const lines = pedigree.people.map((p) => {
    const parents = bloodParents(p)
    const sex = p.sex === 'male' ? '1' : p.sex === 'female' ? '2' : '0'
    const phenotype = isAffected(p, options.disease) ? '2' : p.healthUnknown ? '0' : '1'
    return [family, name(p.id), name(parents.father), name(parents.mother), sex, phenotype].join('\t')
  })
  const text = `#family\tperson\tfather\tmother\tsex\tphenotype\n${lines.join('\n')}\n`
  const again = parse(text, 'written', options).families[0]?.pedigree
  return { text, renamed, added: [], lost: lostBetween(pedigree, again, renamed) }
}
