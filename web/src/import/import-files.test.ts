import { describe, expect, test } from 'vitest'
import { Refused, SignedOut } from '../session/ask-server.ts'
import { couldLeaveOut, type FileState, filesToImport, type ImportFile, runImport } from './import-files.ts'
import { tookText } from './took-text.ts'
import { type Added, Stopped, type UploadOptions } from './upload.ts'

const record = (name: string): File => new File(['{"resourceType":"Bundle"}'], name)
const genome = new File(['##fileformat=VCFv4.2\n#CHROM\n'], 'a.vcf')

const added = (...ids: string[]): Added => ({ people: ids.map((id) => ({ id, name: id })), took: [], problems: [] })

/** Runs an import against answers by file name; tells what was sent for whom, and the last state of each file. */
const run = async (
  files: readonly ImportFile[],
  answers: Readonly<Record<string, Added | Error>>,
  more: { readonly person?: string; readonly states?: readonly FileState[]; readonly stopAfter?: string } = {},
) => {
  const control = new AbortController()
  const sent: (readonly [string, string | undefined])[] = []
  const states = [...(more.states ?? files.map((): FileState => ({ is: 'waiting' })))]
  const send = async (file: File, options: UploadOptions): Promise<Added> => {
    sent.push([file.name, options.person])
    if (more.stopAfter === file.name) control.abort()
    const answer = answers[file.name] ?? new Error('unexpected')
    if (answer instanceof Error) throw answer
    return answer
  }
  const { signedOut } = await runImport(
    {
      files,
      states: [...states],
      leaveOutFaulty: false,
      ...(more.person === undefined ? {} : { person: more.person }),
    },
    { send, signal: control.signal, tell: (i, s) => (states[i] = s) },
  )
  return { sent, states: states.map((s) => s.is), signedOut }
}

describe('adding files to the record', () => {
  test('records go first, so that a genome finds its person', async () => {
    const files = await filesToImport([genome, record('r.json')])
    expect(files.map((f) => f.kind)).toEqual(['record', 'genome'])
    expect((await run(files, { 'r.json': added('p1'), 'a.vcf': added('p1') })).sent).toEqual([
      ['r.json', undefined],
      ['a.vcf', 'p1'],
    ])
  })

  test('a genome is not sent when its record was refused or holds two people, unless a person was chosen', async () => {
    const files = await filesToImport([record('r.json'), genome])
    const refused = await run(files, { 'r.json': new Refused('', []) })
    expect([refused.sent.length, refused.states]).toEqual([1, ['refused', 'refused']])
    const two = await run(files, { 'r.json': added('p1', 'p2') })
    expect([two.sent.length, two.states]).toEqual([1, ['added', 'refused']])
    const chosen = await run(files, { 'r.json': added('p1', 'p2'), 'a.vcf': added('p2') }, { person: 'p2' })
    expect(chosen.sent.at(-1)).toEqual(['a.vcf', 'p2'])
  })

  test('after stopping nothing more is sent, and a second run takes up what is left', async () => {
    const files = await filesToImport([record('r.json'), genome])
    const first = await run(files, { 'r.json': new Stopped('') }, { stopAfter: 'r.json' })
    expect([first.sent.length, first.states]).toEqual([1, ['stopped', 'stopped']])
    const states: readonly FileState[] = [{ is: 'added', added: added('p1') }, { is: 'waiting' }]
    expect((await run(files, { 'a.vcf': added('p1') }, { states })).sent).toEqual([['a.vcf', 'p1']])
  })

  test('a session that ends stops the rest', async () => {
    const files = await filesToImport([record('r.json'), record('s.json')])
    expect(await run(files, { 'r.json': new SignedOut('') })).toMatchObject({
      signedOut: true,
      states: ['failed', 'waiting'],
    })
  })

  test('only what is faulty within a record can be left out', () => {
    const state = (code: string): FileState => ({
      is: 'refused',
      problems: [{ code, severity: 'error', at: {}, message: '', remedy: '' }],
    })
    const file: ImportFile = { file: record('r.json'), kind: 'record' }
    expect(couldLeaveOut(file, state('import.code-invalid'))).toBe(true)
    expect(couldLeaveOut(file, state('import.other-person'))).toBe(false)
    expect(couldLeaveOut({ file: genome, kind: 'genome' }, state('import.code-invalid'))).toBe(false)
  })

  test('what was taken is said in words, one and many', () => {
    expect(
      tookText([
        { what: 'Condition', count: 8 },
        { what: 'Patient', count: 1 },
        { what: 'Basic', count: 2 },
      ]),
    ).toBe('8 problems, 1 person, 2 Basic')
  })
})
