import { joined } from '../bytes/byte-stream.ts'
import { memorySource } from '../bytes/memory-source.ts'
import { portableInflate } from '../bytes/portable-inflate.ts'
import { type Call, callAt, readCalls, type ReadCallsOptions } from '../calls/index.ts'
import { memorySyncAccess } from '../reference/sync-random-access.ts'
import { type Archive, openArchive, packArchive, type PackOptions, portableDeflate } from './index.ts'

const name = 'a.attune'

/** The bytes of an archive of a VCF text; throws the problems when there are errors. */
export const packed = async (
  vcf: string | Uint8Array,
  options: Partial<ReadCallsOptions & PackOptions> = {},
): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  const result = await packArchive(
    memorySource('a.vcf', vcf),
    { inflate: portableInflate, deflate: portableDeflate, ...options },
    (bytes) => parts.push(bytes.slice()),
  )
  if (!result.ok) throw new Error(result.problems.map((p) => p.message).join('\n'))
  return joined(parts)
}

export const opened = (bytes: Uint8Array) => openArchive(memorySyncAccess(bytes), { name, inflate: portableInflate })

/** An archive of a VCF text, packed and opened. */
export const archived = async (
  vcf: string | Uint8Array,
  options: Partial<ReadCallsOptions & PackOptions> = {},
): Promise<Archive> => {
  const archive = opened(await packed(vcf, options))
  if (!archive.ok) throw new Error(archive.problems.map((p) => p.message).join('\n'))
  return archive.value
}

/** Every call of a VCF text, read directly. */
export const callsIn = async (
  vcf: string | Uint8Array,
  options: Partial<ReadCallsOptions> = {},
): Promise<readonly Call[]> => {
  const calls: Call[] = []
  const read = await readCalls(memorySource('a.vcf', vcf), { inflate: portableInflate, ...options }, (batch) => {
    for (let i = 0; i < batch.size; i++) calls.push(callAt(batch, i))
  })
  if (!read.ok) throw new Error(read.problems.map((p) => p.message).join('\n'))
  return calls
}

/** Every call of an archive. */
export const callsOf = (archive: Archive): readonly Call[] => {
  const calls: Call[] = []
  for (const batch of archive.calls()) for (let i = 0; i < batch.size; i++) calls.push(callAt(batch, i))
  return calls
}
