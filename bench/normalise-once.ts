// node bench/normalise-once.ts REFERENCE.fa FILE.vcf.gz OUT.vcf: one run of left-aligning and splitting, in a process of its own so that it can be pinned and timed.
import { closeSync, openSync, writeSync } from 'node:fs'
import { withText } from '../src/genome/bytes/index.ts'
import { fastaFile, fileSource, nodeInflate } from '../src/genome/node/index.ts'
import { normaliseVcf } from '../src/genome/normalise/index.ts'
import { problemLog } from '../src/genome/problem-log.ts'

const [fasta = '', vcf = '', out = ''] = process.argv.slice(2)
const reference = fastaFile(fasta)
if (!reference.ok) throw new Error(JSON.stringify(reference.problems))
const log = problemLog(vcf)
const file = openSync(out, 'w')
const done = await withText(fileSource(vcf), nodeInflate, log, (text) =>
  normaliseVcf(
    text.chunks,
    { reference: reference.value, split: { others: 'reference' }, lineLimit: 1 << 26 },
    log,
    (bytes) => writeSync(file, bytes),
  ),
)
closeSync(file)
if (done === undefined || done.stopped) throw new Error(JSON.stringify(log.all()))
process.stdout.write(`${JSON.stringify({ ...done, memory: process.resourceUsage().maxRSS * 1024 })}\n`)
