import type { Problem } from '../../../src/shared/problem.ts'
import type { DroppedFiles } from '../../../src/assess/browser.ts'
import { type FileKind, kindOfFile } from '../../../src/assess/kind-of-file.ts'

const words: Readonly<Record<FileKind, string>> = {
  genome: 'genome file',
  record: 'FHIR record',
  outsideCalls: 'table of outside calls',
}

/** Each dropped file put to its use, and one problem for every file that has none. */
export const sortFiles = async (
  dropped: readonly File[],
): Promise<{ readonly files: DroppedFiles; readonly problems: readonly Problem[] }> => {
  const found: { -readonly [K in FileKind]?: File } = {}
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
