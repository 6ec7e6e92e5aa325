import { assessFromOptions, type PersonOptions } from './person.ts'
import { printJson, printTable, tellProblems } from './present.ts'

type PgxOptions = PersonOptions & { readonly json: boolean; readonly jsonl: boolean; readonly allSamples: boolean }

/** Pharmacogenomics of one person, or with --all-samples the calls of every sample of a file. */
export const pgx = async (drug: string | undefined, options: PgxOptions): Promise<number> => {
  if (options.allSamples) return (await import('./pgx-cohort.ts')).pgxCohort(drug, options)
  const result = await assessFromOptions(options, 'pharmacogenomics')
  tellProblems(result.problems)
  if (!result.ok) return 2
  const { genes, medicines, needs, person, at, knowledge, software, policy } = result.value
  const chosen = drug === undefined ? medicines : medicines.filter((m) => m.drug.name.startsWith(drug.toLowerCase()))
  if (drug !== undefined && chosen.length === 0) {
    tellProblems([
      {
        code: 'unknown-medicine',
        severity: 'error',
        at: { source: drug },
        message: `No medicine whose name begins with "${drug}" has a genetic question here or is on the list.`,
        remedy: 'Write the ingredient’s name, for instance clopidogrel.',
      },
    ])
    return 2
  }
  if (options.json || options.jsonl) {
    const document = {
      software,
      knowledge,
      at,
      policy,
      person: { id: person.id, name: person.name },
      genes,
      medicines: chosen,
      needs,
    }
    if (options.jsonl) process.stdout.write(`${JSON.stringify(document)}\n`)
    else printJson(document)
  } else {
    if (drug === undefined) {
      printTable(
        ['gene', 'result', 'meaning', 'covered'],
        genes.map((g) => [
          g.gene,
          g.say.result,
          g.say.meaning,
          g.coverage.of === 0 ? '–' : `${g.coverage.covered}/${g.coverage.of}`,
        ]),
      )
      process.stdout.write('\n')
    }
    const shown = drug === undefined ? chosen.filter((m) => m.onList !== undefined || m.verdict === 'act') : chosen
    printTable(
      ['medicine', 'sign', 'what to do', 'sources'],
      shown.map((m) => [
        m.drug.name,
        m.verdict,
        m.say.clinician.title,
        [...new Set(m.advice.map((a) => `${a.record.document} ${a.evidence.grade}`))].join('; '),
      ]),
    )
  }
  return result.problems.some((p) => p.severity !== 'info') ? 1 : 0
}
