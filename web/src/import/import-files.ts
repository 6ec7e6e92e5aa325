import { type FileKind, kindOfFile } from '../../../src/assess/kind-of-file.ts'
import { type Problem, problem } from '../../../src/shared/problem.ts'
import { Refused, SignedOut } from '../session/ask-server.ts'
import { type Added, Stopped, type UploadOptions } from './upload.ts'

/** A dropped file and what it is; `kind` is absent for a file that nothing here reads. */
export type ImportFile = { readonly file: File; readonly kind?: FileKind }

export type FileState =
  | { readonly is: 'waiting' }
  | { readonly is: 'sending'; readonly bytes: number; readonly of: number }
  | { readonly is: 'added'; readonly added: Added }
  | { readonly is: 'refused'; readonly problems: readonly Problem[] }
  | { readonly is: 'stopped' }
  | { readonly is: 'failed'; readonly message: string }

/** Records before what belongs to their people. */
const order: readonly (FileKind | undefined)[] = ['record', 'genome', 'outsideCalls', undefined]

export const filesToImport = async (dropped: readonly File[]): Promise<readonly ImportFile[]> => {
  const files = await Promise.all(
    dropped.map(async (file): Promise<ImportFile> => {
      const kind = kindOfFile(file.name, new Uint8Array(await file.slice(0, 4096).arrayBuffer()))
      return kind === undefined ? { file } : { file, kind }
    }),
  )
  return files.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

/** Whether a file does not say itself whose it is. */
export const asksWhose = ({ kind }: ImportFile): boolean => kind === 'genome' || kind === 'outsideCalls'

const unknownKind = (name: string): Problem =>
  problem(
    'file-not-recognised',
    name,
    'This is neither a VCF, an array file, a FHIR bundle nor a table of outside calls.',
    'Give a .vcf or .vcf.gz file, a FHIR R4 bundle as .json, or a .tsv with one gene per line.',
  )

const nobodyYet = (name: string): Problem =>
  problem(
    'import.whose',
    name,
    'It was not sent: the record that says whose it is was not added, or holds more than one person.',
    'Add the record first, or choose the person.',
  )

/** Faults of the whole file: leaving something out does not mend them. */
const ofWholeFile = ['import.no-patient', 'import.other-person', 'import.too-large', 'import.gzip', 'file-empty']

/** Whether a refused file could be added without what is faulty in it. */
export const couldLeaveOut = ({ kind }: ImportFile, state: FileState): boolean =>
  kind === 'record' && state.is === 'refused' && !state.problems.some((p) => ofWholeFile.includes(p.code))

export type ImportRun = {
  readonly files: readonly ImportFile[]
  readonly states: readonly FileState[]
  /** Whose the files are that do not say so; absent: the one person of the records. */
  readonly person?: string
  readonly leaveOutFaulty: boolean
}

type Send = (file: File, options: UploadOptions) => Promise<Added>

const settledBy = (cause: unknown): FileState => {
  if (cause instanceof Stopped) return { is: 'stopped' }
  if (cause instanceof Refused) return { is: 'refused', problems: cause.problems }
  return { is: 'failed', message: cause instanceof Error ? cause.message : 'It was not added.' }
}

/** Adds files one after the other; those added before stay as they are. Each file is added whole or not at all. `tell` gets the state of a file. */
export const runImport = async (
  run: ImportRun,
  {
    send,
    signal,
    tell,
  }: { readonly send: Send; readonly signal: AbortSignal; readonly tell: (i: number, state: FileState) => void },
): Promise<{ readonly signedOut: boolean }> => {
  const people = new Map<string, string>()
  const meet = (added: Added): void => added.people.forEach((p) => people.set(p.id, p.name))
  for (const s of run.states) if (s.is === 'added') meet(s.added)
  for (const [i, file] of run.files.entries()) {
    if (run.states[i]?.is === 'added') continue
    const { name, size } = file.file
    const [only] = people.size === 1 ? [...people.keys()] : []
    const person = asksWhose(file) ? (run.person ?? only) : undefined
    if (signal.aborted) tell(i, { is: 'stopped' })
    else if (file.kind === undefined) tell(i, { is: 'refused', problems: [unknownKind(name)] })
    else if (asksWhose(file) && person === undefined) tell(i, { is: 'refused', problems: [nobodyYet(name)] })
    else {
      tell(i, { is: 'sending', bytes: 0, of: size })
      try {
        const added = await send(file.file, {
          ...(person === undefined ? {} : { person }),
          leaveOutFaulty: run.leaveOutFaulty,
          signal,
          progress: (bytes, of) => tell(i, { is: 'sending', bytes, of }),
        })
        meet(added)
        tell(i, { is: 'added', added })
      } catch (cause) {
        tell(i, settledBy(cause))
        if (cause instanceof SignedOut) return { signedOut: true }
      }
    }
  }
  return { signedOut: false }
}
