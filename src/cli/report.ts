import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderOutputs } from '../assess/index.ts'
import { AttuneError } from '../shared/errors.ts'
import { assessFromOptions, type PersonOptions } from './person.ts'
import { tellProblems } from './present.ts'

/** Writes the four files of a report, all or none. */
export const report = async (
  options: PersonOptions & { readonly out: string; readonly json: boolean },
): Promise<number> => {
  const result = await assessFromOptions(options)
  tellProblems(result.problems)
  if (!result.ok) return 2
  const outputs = await renderOutputs(result.value)
  writeTogether(options.out, {
    'report.html': outputs.reportHtml,
    'report.json': outputs.reportJson,
    'report.fhir.json': outputs.fhirJson,
    'letter.html': outputs.letterHtml,
  })
  if (options.json) process.stdout.write(outputs.reportJson)
  return result.problems.some((p) => p.severity !== 'info') ? 1 : 0
}

/**
 * New files are written to a folder beside their place, old ones of the same names are put there, then the new ones are moved in. What fails on
 * the way is taken back: old files stand where they stood, and a folder that was made is gone.
 */
const writeTogether = (dir: string, files: Readonly<Record<string, string>>): void => {
  const names = Object.keys(files)
  const [aside, placed]: [string[], string[]] = [[], []]
  let made: string | undefined
  let staging: string | undefined
  try {
    made = mkdirSync(dir, { recursive: true })
    const taken = names.find((n) => statSync(join(dir, n), { throwIfNoEntry: false })?.isFile() === false)
    if (taken !== undefined) throw new Error(`${taken} is not a file`)
    staging = mkdtempSync(join(dir, '.attune-'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(staging, name), text)
    for (const name of names.filter((n) => existsSync(join(dir, n)))) {
      renameSync(join(dir, name), join(staging, `old-${name}`))
      aside.push(name)
    }
    for (const name of names) {
      renameSync(join(staging, name), join(dir, name))
      placed.push(name)
    }
    rmSync(staging, { recursive: true, force: true })
  } catch (cause) {
    for (const name of placed) rmSync(join(dir, name), { force: true })
    if (staging !== undefined) {
      for (const name of aside) renameSync(join(staging, `old-${name}`), join(dir, name))
      rmSync(staging, { recursive: true, force: true })
    }
    if (made !== undefined) rmSync(made, { recursive: true, force: true })
    const why = cause instanceof Error ? ` (${cause.message})` : ''
    throw new AttuneError('ATTUNE_WRITE_FAILED', `${dir}${why}`, { cause })
  }
}
