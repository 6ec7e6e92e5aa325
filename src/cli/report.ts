import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
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

/** Files go to a folder beside their place first and are moved in at the end, so that a failure leaves nothing half-written. */
const writeTogether = (dir: string, files: Readonly<Record<string, string>>): void => {
  let staging: string | undefined
  try {
    mkdirSync(dir, { recursive: true })
    staging = mkdtempSync(join(dir, '.attune-'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(staging, name), text)
    for (const name of Object.keys(files)) renameSync(join(staging, name), join(dir, name))
  } catch (cause) {
    throw new AttuneError('ATTUNE_WRITE_FAILED', dir, { cause })
  } finally {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true })
  }
}
