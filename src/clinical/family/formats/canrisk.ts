import { bad, hasError, ok, type Problem, type Result } from '../../../shared/problem.ts'
import { checkPedigree } from '../check-pedigree.ts'
import type { Diagnosis, GeneTest, PersonId, Relative, Surgery } from '../pedigree.ts'
import { type CanRiskFactors, factorForms, scoreOf } from './canrisk-factors.ts'
import {
  cancerColumns,
  type CanRiskVersion,
  genesOf,
  geneTestOf,
  pathologyColumn,
  pathologyOf,
  personColumns,
} from './canrisk-layout.ts'
import { type FamilyRead, type Line, problemsOf, tableLines } from './family-read.ts'

type Tell = ReturnType<typeof problemsOf>

const versionLine = /^##\s*CanRisk\s+([1-4])(?:\.0)?\s*(;.*)?$/i

/** Operations that stand behind the version: both ovaries and tubes, both breasts removed. */
const operations: ReadonlyMap<string, Surgery['what']> = new Map([
  ['ovary2', 'bilateral-salpingo-oophorectomy'],
  ['mast2', 'bilateral-mastectomy'],
])

const readHeader = (lines: readonly Line[], tell: Tell) => {
  const scores: Record<string, CanRiskFactors['scores']['BC']> = {}
  const factors = new Map<string, string>()
  const surgery: Surgery[] = []
  let version: CanRiskVersion | undefined
  for (const { line, text } of lines) {
    const at = { line, column: 1 }
    const opening = versionLine.exec(text.trim())
    if (opening !== null) {
      version = Number(opening[1]) as CanRiskVersion
      for (const part of (opening[2] ?? '').split(';').map((p) => p.trim().toLowerCase())) {
        if (part === '') continue
        const [name = '', value] = part.split('=')
        const what = operations.get(name)
        if (what === undefined || (value !== 'y' && value !== 'n'))
          tell.warning(
            'canrisk-header',
            at,
            `"${part}" behind the version is not known and was left out.`,
            'Write OVARY2=y or MAST2=y.',
          )
        else if (value === 'y') surgery.push({ what })
      }
      continue
    }
    if (/^##\s*FamID\b/i.test(text) || !text.startsWith('##')) continue
    const cut = text.indexOf('=')
    const name = text
      .slice(2, cut < 0 ? undefined : cut)
      .trim()
      .toLowerCase()
    const value = cut < 0 ? '' : text.slice(cut + 1).trim()
    if (/^canrisk/i.test(name)) {
      tell.error(
        'canrisk-version',
        at,
        `The version of "${text.trim()}" is not one of 1.0 to 4.0.`,
        'Export the family again as CanRisk 4.0.',
      )
      continue
    }
    if (value.toUpperCase() === 'NA') continue
    const score = /^prs_(bc|oc|pc)$/.exec(name)?.[1]?.toUpperCase()
    if (score !== undefined) {
      const read = scoreOf(value)
      if (read === undefined)
        tell.error(
          'canrisk-score',
          { line, column: cut + 2 },
          `The polygenic score "${value}" cannot be read.`,
          'Write alpha=0.45, zscore=1.2 with alpha from 0 to 1.',
        )
      else scores[score] = read
      continue
    }
    const form = Object.hasOwn(factorForms, name) ? factorForms[name] : undefined
    if (form === undefined)
      tell.warning(
        'canrisk-header',
        at,
        `The header line "${name}" is not known; it is kept as written.`,
        'Check its name against the CanRisk format.',
      )
    else if (!form.test(value)) {
      tell.error(
        'canrisk-factor',
        { line, column: cut + 2 },
        `${name} is "${value}", which the format does not allow.`,
        'Correct the value, or write NA.',
      )
      continue
    }
    if (factors.has(name) && factors.get(name) !== value)
      tell.error(
        'canrisk-factor-twice',
        at,
        `${name} stands twice in the header with different values.`,
        'Keep one of them.',
      )
    if (name !== '' && cut >= 0) factors.set(name, value)
  }
  return { version, surgery, factors: { scores, factors: Object.fromEntries(factors) } }
}

const age = (cell: string): number | undefined => (/^\d{1,3}$/.test(cell) ? Number(cell) : undefined)

const readPerson = (line: Line, version: CanRiskVersion, tell: Tell) => {
  const genes = genesOf(version)
  const names = [...personColumns, ...genes, pathologyColumn]
  const cell = (name: string): string => line.cells[names.indexOf(name)]?.text ?? ''
  const wrong = (name: string, remedy: string): void =>
    tell.error(
      'canrisk-cell',
      { line: line.line, column: line.cells[names.indexOf(name)]?.column ?? 1 },
      `${name} is "${cell(name)}", which the format does not allow.`,
      remedy,
    )
  const flag = (name: string): boolean => {
    if (!/^[01]$/.test(cell(name))) wrong(name, 'Write 1 or 0.')
    return cell(name) === '1'
  }
  const years = (name: string): number | undefined => {
    const read = age(cell(name))
    const born = name === 'Yob'
    if (read === undefined && !(born && /^\d{4}$/.test(cell(name))))
      wrong(
        name,
        born
          ? 'Write the year of birth with four digits, or 0.'
          : 'Write the age in whole years, or 0 where it is not known.',
      )
    const value = born ? Number(cell(name)) : read
    if (born && value !== undefined && value !== 0 && !(value >= 1800 && value <= 2200))
      wrong(name, 'Write the year of birth with four digits, or 0.')
    return value === 0 ? undefined : value
  }
  const sexCell = cell('Sex').toUpperCase()
  if (!/^[MFU]$/.test(sexCell)) wrong('Sex', 'Write M or F.')
  const pathology = pathologyOf(cell(pathologyColumn))
  if (pathology === undefined) wrong(pathologyColumn, 'Write five parts of 0, P or N, as 0:0:0:0:0.')
  const diagnoses = Object.entries(cancerColumns).flatMap(([column, disease]): Diagnosis[] => {
    const said = cell(column).toUpperCase()
    if (said === '0') return []
    const onset = age(said)
    if (said !== 'AU' && onset === undefined) {
      wrong(column, 'Write the age at diagnosis, AU where the age is not known, or 0 for no cancer.')
      return []
    }
    const withMarkers = column === 'BC1' && pathology !== undefined && Object.keys(pathology).length > 0
    return [
      { disease, ...(onset === undefined ? {} : { onset: [onset, onset] }), ...(withMarkers ? { pathology } : {}) },
    ]
  })
  const has = (d: Diagnosis['disease']): boolean => diagnoses.some((x) => x.disease === d)
  if (has('contralateral-breast-cancer') && !has('breast-cancer')) wrong('BC2', 'Give the first breast cancer in BC1.')
  if (pathology !== undefined && Object.keys(pathology).length > 0 && !has('breast-cancer'))
    wrong(pathologyColumn, 'Receptors belong to a breast cancer in BC1; write 0:0:0:0:0.')
  const tests = genes.flatMap((gene): GeneTest[] => {
    const test = geneTestOf(gene, cell(gene))
    if (test === undefined) wrong(gene, 'Write 0:0 for not tested, otherwise S or T, a colon, and P or N.')
    return test === undefined || test === null ? [] : [test]
  })
  const [years_, born, dead] = [years('Age'), years('Yob'), flag('Dead')]
  const twin = cell('MZtwin')
  if (!/^[0-9A-Za-z]$/.test(twin)) wrong('MZtwin', 'Write the same digit or letter for identical twins, otherwise 0.')
  const name = cell('Name')
  const father = cell('FathID')
  const mother = cell('MothID')
  if ((father === '0') !== (mother === '0'))
    tell.warning(
      'canrisk-one-parent',
      { line: line.line },
      `Only one parent of ${cell('IndivID')} is given; the format asks for both or none.`,
      'Add the other parent, even if nothing is known.',
    )
  if (cell('IndivID') === '0' || cell('IndivID') === '') wrong('IndivID', 'Give every person an id other than 0.')
  const person: Relative = {
    id: cell('IndivID'),
    ...(/^(|NA|-|0)$/.test(name) ? {} : { name }),
    sex: sexCell === 'M' ? 'male' : sexCell === 'F' ? 'female' : 'unknown',
    ...(father === '0' ? {} : { father }),
    ...(mother === '0' ? {} : { mother }),
    ...(years_ === undefined ? {} : { age: [years_, years_] }),
    ...(born === undefined ? {} : { born }),
    ...(dead ? { dead: true as const } : {}),
    ...(twin === '0' ? {} : { twins: { group: twin, zygosity: 'identical' as const } }),
    diagnoses,
    ...(years_ === undefined && born === undefined && diagnoses.length === 0 ? { healthUnknown: true as const } : {}),
    ...(tests.length === 0 ? {} : { tests }),
    ...(flag('Ashkn') ? { ashkenazi: true as const } : {}),
  }
  return { family: cell('FamID'), target: flag('Target'), person }
}

export type ParsedCanRisk = { readonly families: readonly FamilyRead[]; readonly problems: readonly Problem[] }

export const parseCanRisk = (text: string, source: string): ParsedCanRisk => {
  const tell = problemsOf(source)
  const lines = tableLines(text).filter((l) => l.text.trim() !== '')
  const header = readHeader(
    lines.filter((l) => l.text.trimStart().startsWith('#')),
    tell,
  )
  const rows = lines.filter((l) => !l.text.trimStart().startsWith('#'))
  const { version } = header
  if (version === undefined) {
    if (!tell.problems.some((p) => p.code === 'canrisk-version'))
      tell.error(
        'canrisk-version',
        { line: 1, column: 1 },
        'The file does not begin with ##CanRisk and a version from 1.0 to 4.0.',
        'Export the family again as CanRisk 4.0.',
      )
    return { families: [], problems: tell.problems }
  }
  const width = personColumns.length + genesOf(version).length + 1
  type Family = { readonly people: Relative[]; readonly targets: PersonId[]; readonly lines: Map<PersonId, number> }
  const families = new Map<string, Family>()
  for (const row of rows) {
    if (row.cells.length !== width) {
      tell.error(
        'canrisk-columns',
        { line: row.line, column: row.cells[Math.min(width, row.cells.length - 1)]?.column ?? 1 },
        `The line has ${row.cells.length} columns; CanRisk ${version}.0 has ${width}.`,
        'Fill every column (0 where nothing is known), or correct the version in the first line.',
      )
      continue
    }
    const { family, target, person } = readPerson(row, version, tell)
    const known: Family = families.get(family) ?? { people: [], targets: [], lines: new Map() }
    families.set(family, known)
    known.people.push(person)
    if (!known.lines.has(person.id)) known.lines.set(person.id, row.line)
    if (target) known.targets.push(person.id)
  }
  if (rows.length === 0)
    tell.error(
      'no-people',
      {},
      'The file has no line with a person.',
      'Give a file with one line for each person of the family.',
    )
  const read = [...families].map(([id, { people, targets, lines: at }]): FamilyRead => {
    if (targets.length !== 1)
      tell.error(
        targets.length === 0 ? 'canrisk-no-target' : 'two-probands',
        { line: at.get(targets[1] ?? people[0]?.id ?? '') ?? 1, column: 1 },
        targets.length === 0
          ? `Nobody of family ${id} is marked as target.`
          : `${targets.join(' and ')} of family ${id} are both marked as target.`,
        'Write 1 in the column Target for the one person the calculation is about.',
      )
    const proband = targets[0] ?? people[0]?.id ?? ''
    return {
      pedigree: {
        id,
        proband,
        couples: [],
        people: people.map((p) =>
          p.id === proband && header.surgery.length > 0 ? { ...p, surgery: header.surgery } : p,
        ),
      },
      placeOf: (person) => ({ source, line: at.get(person) ?? 1 }),
      canrisk: { version, ...header.factors },
    }
  })
  return { families: read, problems: tell.problems }
}

/** Families of a CanRisk file, versions 1 to 4. Age 0, year 0 and no cancer mean that nothing is known of a person. */
export const readCanRisk = (text: string, source: string): Result<readonly FamilyRead[]> => {
  const { families, problems } = parseCanRisk(text, source)
  const all = [...problems, ...families.flatMap(({ pedigree, placeOf }) => checkPedigree(pedigree, placeOf))]
  return hasError(all) ? bad(all) : ok(families, all)
}
