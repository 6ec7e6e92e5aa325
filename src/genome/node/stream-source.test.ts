import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { fromBase64, packedBcf, plainVcf } from '../bcf/bcf.fixture.ts'
import { bgzf } from '../bytes/packed.fixture.ts'
import { readSites } from '../index.ts'
import { nodeInflate, streamSource } from './index.ts'

const wanted = { GRCh37: [], GRCh38: [{ chrom: 'chr10', pos: 94781859, ref: 'G', alts: ['A'] }] }

test.each([
  ['a plain VCF', plainVcf],
  ['BGZF', bgzf(plainVcf)],
  ['BCF', fromBase64(packedBcf)],
])('%s that comes as a stream is read as from a file, with its digest', async (_, content) => {
  const bytes = Buffer.from(content)
  const pieces = Array.from({ length: Math.ceil(bytes.length / 50) }, (_, i) => bytes.subarray(i * 50, i * 50 + 50))
  const told: number[] = []
  const source = streamSource('standard input', Readable.from(pieces, { objectMode: false }), (n) => told.push(n))
  const r = await readSites(source, wanted, { inflate: nodeInflate })
  expect(r).toMatchObject({ ok: true, value: { source: 'standard input', sites: [{ gt: '1|1' }] } })
  expect(r.ok && r.value.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect(told.at(-1)).toBe(bytes.length)
})

test('what is piped into a command is read', () => {
  const here = new URL('.', import.meta.url)
  const script = `
    import { readSites } from '${new URL('../index.ts', here).href}'
    import { nodeInflate, stdinSource } from '${new URL('./index.ts', here).href}'
    const r = await readSites(stdinSource(), ${JSON.stringify(wanted)}, { inflate: nodeInflate })
    console.log(r.ok ? r.value.sites[0].gt : JSON.stringify(r.problems))`
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { input: bgzf(plainVcf) })
  expect(out.toString().trim()).toBe('1|1')
})
