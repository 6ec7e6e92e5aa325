import { readFileSync, statSync } from 'node:fs'
import type { z } from 'zod'
import type { Problem } from '../../shared/problem.ts'

/** The largest file read: the largest official one (a diplotype table) is about a tenth of it. */
export const largestFile = 128 * 1024 * 1024

const shownProblems = 20

/**
 * The content of a JSON file in the given form, or undefined with every reason why not. A file is never read in part.
 */
export const readJson = <T>(
  file: string,
  form: z.ZodType<T>,
  limit: number = largestFile,
): { readonly value?: T; readonly problems: readonly Problem[] } => {
  const problem = (code: string, message: string, remedy: string, path?: string): Problem => ({
    code,
    severity: 'error',
    at: { source: file, ...(path === undefined || path === '' ? {} : { path }) },
    message,
    remedy,
  })
  const restore = 'Fetch the file again from the official release.'
  let text: string
  try {
    const { size } = statSync(file)
    if (size > limit)
      return {
        problems: [
          problem(
            'import-file-too-large',
            `The file has ${size} bytes; at most ${limit} are read.`,
            'Check that it is an official file.',
          ),
        ],
      }
    text = readFileSync(file, 'utf8')
  } catch {
    return { problems: [problem('import-file-unreadable', 'The file cannot be read.', 'Check its permissions.')] }
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (e) {
    const why = e instanceof Error ? e.message : String(e)
    return { problems: [problem('import-json-invalid', `The file is not valid JSON: ${why.slice(0, 160)}.`, restore)] }
  }
  const parsed = form.safeParse(json)
  if (parsed.success) return { value: parsed.data, problems: [] }
  return {
    problems: parsed.error.issues
      .slice(0, shownProblems)
      .map((i) =>
        problem(
          'import-form-unknown',
          `Not in the form of an official file: ${i.message}.`,
          restore,
          i.path.map(String).join('.'),
        ),
      ),
  }
}
