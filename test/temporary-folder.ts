import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'

export type TemporaryFolder = {
  readonly path: string
  /** Writes a file into the folder and gives its path. */
  readonly put: (name: string, content: string | Uint8Array) => string
}

/** A folder of its own for all tests of a file, or an empty one for each of them; nothing of it stays. Its path is known once tests run. */
export const temporaryFolder = (of: 'all tests' | 'each test'): TemporaryFolder => {
  const made: string[] = []
  const make = (): void => {
    made.push(mkdtempSync(join(tmpdir(), 'attune-test-')))
  }
  const path = (): string => made.at(-1) as string
  if (of === 'all tests') beforeAll(make)
  else beforeEach(make)
  afterAll(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true })
  })
  return {
    get path() {
      return path()
    },
    put: (name, content) => {
      writeFileSync(join(path(), name), content)
      return join(path(), name)
    },
  }
}
