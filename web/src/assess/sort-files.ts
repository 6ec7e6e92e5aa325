import type { Problem } from '../../../src/shared/problem.ts'
import type { DroppedFiles } from '../../../src/assess/browser.ts'

type Kind = keyof DroppedFiles

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/**
 * What a dropped file is, by its first bytes and then its name: a genome (VCF, gzip, array file), a FHIR record (JSON) or outside calls (TSV).
 * Undefined when it is none of them.
 */
export const kindOfFile = (name: string, head: Uint8Array): Kind | undefined => {
  const lower = name.toLowerCase()
  if (head[0] === 0x1f && head[1] === 0x8b) return lower.endsWith('.json.gz') ? 'record' : 'genome'
  if (head[0] === 0x50 && head[1] === 0x4b) return 'genome'
  const text = decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (text.startsWith('{') || text.startsWith('[')) return 'record'
  if (text.startsWith('##fileformat') || text.startsWith('#CHROM')) return 'genome'
  if (/^#.*(23andme|ancestrydna)/i.test(text) || /^#?\s*"?rsid/im.test(text)) return 'genome'
  if (/^(#.*\n|gene\t.*\n)*[A-Z][A-Z0-9-]+\t/i.test(text)) return 'outsideCalls'
  if (lower.endsWith('.vcf')) return 'genome'
  if (lower.endsWith('.json')) return 'record'
  return lower.endsWith('.tsv') ? 'outsideCalls' : undefined
}

const words: Readonly<Record<Kind, string>> = {
  genome: 'genome file',
  record: 'FHIR record',
  outsideCalls: 'table of outside calls',
}

/** Each dropped file put to its use, and one problem for every file that has none. */
export const sortFiles = async (
  dropped: readonly File[],
): Promise<{ readonly files: DroppedFiles; readonly problems: readonly Problem[] }> => {
  const found: { -readonly [K in Kind]?: File } = {}
  const problems: Problem[] = []
  for (const file of dropped) {
    const kind = kindOfFile(file.name, new Uint8Array(await file.slice(0, 4096).arrayBuffer()))
    const at = { source: file.name }
    if (file.size === 0)
      problems.push({
        code: 'file-empty',
        severity: 'error',
        at,
        message: 'The file is empty.',
        remedy: 'Choose the file again, or export it anew.',
      })
    else if (kind === undefined)
      problems.push({
        code: 'file-not-recognised',
        severity: 'error',
        at,
        message: 'This is neither a VCF, an array file, a FHIR bundle nor a table of outside calls.',
        remedy: 'Drop a .vcf or .vcf.gz file, a FHIR R4 bundle as .json, or a .tsv with one gene per line.',
      })
    else if (found[kind] !== undefined)
      problems.push({
        code: 'file-twice',
        severity: 'error',
        at,
        message: `A second ${words[kind]} was dropped (the first is ${found[kind].name}).`,
        remedy: 'Drop the files of one person only.',
      })
    else found[kind] = file
  }
  return { files: found, problems }
}
