import { afterEach, beforeEach, vi } from 'vitest'

/** What is written to stdout and stderr during each test of a file. */
export const capturedOutput = (): { out: string; err: string } => {
  const said = { out: '', err: '' }
  const catching = (into: 'out' | 'err') => (text: string | Uint8Array) => {
    said[into] += String(text)
    return true
  }
  beforeEach(() => {
    said.out = ''
    said.err = ''
    vi.spyOn(process.stdout, 'write').mockImplementation(catching('out'))
    vi.spyOn(process.stderr, 'write').mockImplementation(catching('err'))
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })
  return said
}
