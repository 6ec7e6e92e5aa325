import { once } from 'node:events'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attune, attuneApart, codesIn, type Ran, root } from './run-attune.ts'

const vcf = readFileSync(join(root, 'examples/more/NA18565.vcf'), 'utf8')
const lines = vcf.trimEnd().split('\n')
const header = lines.filter((l) => l.startsWith('#'))
const rows = lines.filter((l) => !l.startsWith('#'))
const joined = (...parts: readonly (readonly string[])[]): string => `${parts.flat().join('\n')}\n`

let folder = ''
let out = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attune-bad-'))
  out = join(folder, 'out')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** BGZF as the SAM specification lays it out (section 4.1), with its empty closing block. */
const bgzf = (text: string): Buffer => {
  const parts: readonly string[] = text.match(/[\s\S]{1,4000}/g) ?? []
  const blocks = [...parts, ''].map((part) => {
    const data = Buffer.from(part)
    const packed = deflateRawSync(data)
    const head = Buffer.from([31, 139, 8, 4, 0, 0, 0, 0, 0, 255, 6, 0, 66, 67, 2, 0, 0, 0])
    head.writeUInt16LE(packed.length + 25, 16)
    const tail = Buffer.alloc(8)
    tail.writeUInt32LE(crc32(data), 0)
    tail.writeUInt32LE(data.length, 4)
    return Buffer.concat([head, packed, tail])
  })
  return Buffer.concat(blocks)
}

const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  const i = at < 0 ? copy.length + at : at
  copy[i] = (copy[i] ?? 0) ^ 0xff
  return copy
}

const assess = (...args: readonly string[]): Promise<Ran> =>
  attune('report', ...args, '--at', '2026-11-22T09:00:00Z', '--out', out)

/** Nothing was written, not even the folder; every line on stderr says how bad, where, what and what to do. */
const refused = (ran: Ran): readonly string[] => {
  expect([ran.code, ran.out, existsSync(out)]).toEqual([2, '', false])
  const told = ran.err.trimEnd().split('\n')
  for (const line of told) expect(line).toMatch(/^(error|warning|info): \S.*: .+[.;)] .+[.)] \[[\w.-]+\]$/)
  expect(told.some((line) => line.startsWith('error: '))).toBe(true)
  return told
}

describe('a genome that cannot be read is refused', () => {
  const bytes = gzipSync(vcf)
  const blocks = bgzf(vcf)
  test.each<[string, () => string | Uint8Array, string, string]>([
    ['gzip that is cut off', () => bytes.subarray(0, bytes.length / 2), 'FILE_GZIP_DAMAGED', 'byte'],
    ['gzip whose checksum does not hold', () => flipped(bytes, -8), 'FILE_GZIP_DAMAGED', 'check'],
    ['gzip with a flipped byte inside', () => flipped(bytes, bytes.length >> 1), 'FILE_GZIP_DAMAGED', 'byte'],
    ['BGZF with a flipped byte inside', () => flipped(blocks, blocks.length >> 1), 'FILE_BGZF_DAMAGED', 'byte'],
    ['BGZF that is cut off', () => blocks.subarray(0, blocks.length - 100), 'FILE_BGZF_CUT_OFF', 'byte'],
    ['an empty file', () => '', 'FILE_EMPTY', 'empty'],
    ['a gzip of nothing', () => gzipSync(''), 'FILE_EMPTY', 'nothing'],
    ['a web page', () => '<!DOCTYPE html><html></html>', 'FILE_NOT_READABLE_FORMAT', 'web page'],
    ['JSON', () => '{"resourceType": "Bundle"}', 'FILE_NOT_READABLE_FORMAT', 'JSON'],
    ['a PNG', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'FILE_NOT_READABLE_FORMAT', 'binary'],
    ['a BAM', () => bgzf(`BAM\u0001${'\0'.repeat(40)}`), 'FILE_NOT_READABLE_FORMAT', 'BAM'],
    ['a CRAM', () => 'CRAM\u0003\u0000', 'FILE_NOT_READABLE_FORMAT', 'CRAM'],
    ['a letter', () => 'Dear colleague,\nall is well.\n', 'VCF_NO_COLUMN_LINE', '#CHROM'],
    ['rows without a header', () => joined(rows), 'VCF_NO_COLUMN_LINE', '#CHROM'],
    [
      'a list of sites without anybody’s genotypes',
      () => joined(lines.map((l) => (l.startsWith('##') ? l : l.split('\t').slice(0, 8).join('\t')))),
      'VCF_NO_SAMPLES',
      ':22: ',
    ],
    [
      'a header that contradicts its contigs and rows',
      () => vcf.replace('##reference=GRCh38', '##reference=GRCh37'),
      'BUILD_CONTRADICTION',
      'rows at known places fit GRCh38',
    ],
  ])('%s', async (_what, content, code, says) => {
    const told = refused(await assess('--vcf', file('bad.vcf', content())))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/^error: bad\.vcf/)
    expect(told[0]).toContain(says)
    expect(codesIn(`${told[0]}`)).toEqual([code])
  })

  test.each([
    ['examples/more/NA18565.vcf', 'GRCh37'],
    ['examples/array-only/genome.txt', 'GRCh38'],
  ])('%s stated as %s, which it is not', async (genome, build) => {
    const told = refused(await assess('--vcf', join(root, genome), '--build', build))
    expect(codesIn(told.join('\n'))).toContain('BUILD_CONTRADICTION')
    expect(told.join('\n')).toContain(`stated by the user: ${build}`)
  })

  test('a sample that is not in it, and the samples that are', async () => {
    const path = file('two.vcf', joined(lines.map((l) => (l.startsWith('##') ? l : `${l}\t${l.split('\t')[9]}2`))))
    const told = refused(await assess('--vcf', path, '--sample', 'NA00001'))
    expect(told.join('\n')).toMatch(/"NA00001".*NA18565, NA185652.*\[VCF_SAMPLE_UNKNOWN\]/)
  })

  test('each of them by the reading of all samples as well', async () => {
    for (const [content, code] of [
      [bytes.subarray(0, bytes.length / 2), 'FILE_GZIP_DAMAGED'],
      ['', 'FILE_EMPTY'],
      ['<html>', 'FILE_NOT_READABLE_FORMAT'],
      [joined(rows), 'VCF_NO_COLUMN_LINE'],
    ] as const) {
      const ran = await attune('pgx', '--all-samples', '--vcf', file('bad.vcf', content))
      expect([ran.code, ran.out, codesIn(ran.err)]).toEqual([2, '', [code]])
    }
  })
})

describe('a genome with rows that cannot be used is read without them, and each is told', () => {
  const warned = async (content: string): Promise<Ran> => {
    const ran = await attune('pgx', '--vcf', file('warn.vcf', content), '--json', '--at', '2026-11-22T09:00:00Z')
    expect(JSON.parse(ran.out)).toHaveProperty('genes')
    return ran
  }
  const swapped = (row: string): string => {
    const cells = row.split('\t')
    return cells.with(3, cells[3] === 'A' ? 'C' : 'A').join('\t')
  }

  test('REF that does not fit', async () => {
    const places = [3, 20, 60]
    const ran = await warned(
      joined(
        header,
        rows.map((r, i) => (places.includes(i) ? swapped(r) : r)),
      ),
    )
    expect([ran.code, codesIn(ran.err)]).toEqual([1, ['VCF_REF_MISMATCH', 'VCF_REF_MISMATCH', 'VCF_REF_MISMATCH']])
    for (const i of places) expect(ran.err).toContain(`warning: warn.vcf:${header.length + i + 1}: `)
  })

  test('rows that say the same twice are mentioned; rows that contradict each other are a warning', async () => {
    const row = rows[60] ?? ''
    const twice = await warned(joined(header, rows.toSpliced(61, 0, row)))
    expect([twice.code, codesIn(twice.err)]).toEqual([0, ['VCF_ROW_TWICE']])
    const other = row.replace(/\t[^\t]*$/, '\t1/1')
    expect(other).not.toBe(row)
    const differ = await warned(joined(header, rows.toSpliced(61, 0, other)))
    expect([differ.code, codesIn(differ.err)]).toEqual([1, ['VCF_ROWS_DIFFER']])
    expect(differ.err).toContain(`warn.vcf:${header.length + 62}: `)
  })

  test('positions, columns and genotypes that are none', async () => {
    const bad = ['chr1\tx\t.\tA\tC\t.\tPASS\t.\tGT\t0/1', (rows[50] ?? '').replace(/\t[^\t]*$/, '\t0/9')]
    const ran = await warned(joined(header, rows.toSpliced(50, 1, ...bad)))
    expect([ran.code, codesIn(ran.err)]).toEqual([1, ['VCF_POS_NOT_NUMBER', 'VCF_GT_INVALID']])
  })

  test('a file without its closing block may lack rows', async () => {
    const path = file('noend.vcf.gz', bgzf(vcf).subarray(0, -28))
    const ran = await attune('pgx', '--vcf', path, '--json')
    expect([ran.code, codesIn(ran.err)]).toEqual([1, ['FILE_NO_END_MARKER']])
  })
})

describe('a line of 100 MB', () => {
  const megabytes = async (name: string, before: string, after: string): Promise<string> => {
    const path = join(folder, name)
    const stream = createWriteStream(path)
    const chunk = 'A'.repeat(1 << 20)
    stream.write(before)
    for (let i = 0; i < 100; i++) if (!stream.write(chunk)) await once(stream, 'drain')
    stream.end(after)
    await once(stream, 'close')
    return path
  }

  test('as a row is left out and told, in bounded memory', async () => {
    const cells = (rows[60] ?? '').split('\t')
    const path = await megabytes(
      'long.vcf',
      `${joined(header, rows.slice(0, 60))}${cells.slice(0, 7).join('\t')}\tX=`,
      `\t${cells.slice(8).join('\t')}\n${joined(rows.slice(61))}`,
    )
    const ran = attuneApart('pgx', '--vcf', path, '--json')
    rmSync(path)
    expect([ran.code, codesIn(ran.err)]).toEqual([1, ['VCF_LINE_TOO_LONG']])
    expect(ran.err).toContain(`long.vcf:${header.length + 61}: `)
    expect(ran.megabytes).toBeLessThan(400)
  })

  test('as the whole file is no VCF, and none of it is held', async () => {
    const path = await megabytes('long.vcf', '', '')
    const ran = attuneApart('pgx', '--vcf', path, '--json')
    rmSync(path)
    expect([ran.code, ran.out, codesIn(ran.err)]).toEqual([2, '', ['VCF_NO_COLUMN_LINE']])
    expect(ran.megabytes).toBeLessThan(400)
  })
})

type Entry = { fullUrl: string; resource: Record<string, unknown> }
type Bundle = { resourceType: string; type: string; entry: Entry[] }

const bundle = (change: (b: Bundle) => void): string => {
  const b = JSON.parse(readFileSync(join(root, 'examples/more/four-medicines.json'), 'utf8')) as Bundle
  change(b)
  return JSON.stringify(b, null, 1)
}
const firstOf = (b: Bundle, type: string): Record<string, unknown> =>
  b.entry.find((e) => e.resource['resourceType'] === type)?.resource ?? expect.unreachable(type)

describe('a record that cannot be used is refused', () => {
  const record = (content: string): Promise<Ran> => assess('--record', file('record.json', content))

  test('broken JSON with line and column', async () => {
    const told = refused(await record('{\n  "resourceType": "Bundle",\n  "entry": [ { "resource": {}, } ]\n}\n'))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/^error: record\.json:3:32: .*\[record\.json\]$/)
  })

  test.each<[string, string, string]>([
    ['an empty file', '', 'record.empty'],
    ['XML', '<Bundle xmlns="http://hl7.org/fhir"/>', 'record.json'],
    ['a resource that is nobody', '{"resourceType": "Library", "id": "x"}', 'record.no-patient'],
    ['a list of numbers', '[1]', 'record.wrong-type'],
    ['a number', '42', 'record.wrong-type'],
    ['JSON that is no resource', '{"people": []}', 'record.not-fhir'],
    ['a record nested without end', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'record.too-deep'],
  ])('%s', async (_what, content, code) => {
    expect(codesIn(refused(await record(content)).join('\n'))).toContain(code)
  })

  test('a record of several patients until one is named', async () => {
    const two = bundle((b) => {
      const other = structuredClone(b.entry[0]) as Entry
      other.resource['id'] = 'other'
      b.entry.push({ ...other, fullUrl: other.fullUrl.replace('four-medicines', 'other') })
    })
    const told = refused(await record(two))
    expect(told.join('\n')).toMatch(/four-medicines, other.*\[record\.several-patients\]/)
    expect(codesIn(refused(await assess('--record', file('two.json', two), '--patient', 'third')).join('\n'))).toEqual([
      'record.no-such-patient',
    ])
    const named = await attune('pgx', '--record', file('two.json', two), '--patient', 'four-medicines', '--json')
    expect((JSON.parse(named.out) as { person: { id: string } }).person.id).toBe('four-medicines')
  })

  test('wrong types in several places are all told, each with its path, and the name is not repeated', async () => {
    const told = refused(
      await record(
        bundle((b) => {
          const patient = firstOf(b, 'Patient')
          patient['birthDate'] = '1962-02-31'
          patient['name'] = 'Zacharias Quux'
          patient['gender'] = 'f'
          firstOf(b, 'Condition')['code'] = ['angina']
          firstOf(b, 'MedicationRequest')['status'] = 7
        }),
      ),
    ).join('\n')
    for (const path of ['birthDate', 'name', 'gender', 'code', 'status'])
      expect(told).toMatch(new RegExp(`record\\.json Bundle\\.entry\\[\\d+\\]\\.resource\\.${path}: `))
    expect(codesIn(told)).toHaveLength(5)
    expect(told).not.toMatch(/Zacharias|Quux/)
  })
})

test('a medicine whose code nobody knows stays on the list as not assessed', async () => {
  const content = bundle((b) => {
    firstOf(b, 'MedicationRequest')['medicationCodeableConcept'] = {
      coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '99999999' }],
      text: 'Wonderdrug 5 mg',
    }
  })
  const ran = await attune('pgx', '--record', file('unknown-drug.json', content), '--json')
  expect([ran.code, codesIn(ran.err)]).toEqual([1, ['record.unknown-medicine']])
  const { medicines } = JSON.parse(ran.out) as {
    medicines: { drug: { name: string }; onList?: { asWritten: string }; verdict: string; state: string }[]
  }
  const own = medicines.filter((m) => m.onList !== undefined)
  expect(own).toHaveLength(4)
  const unknown = own.find((m) => m.onList?.asWritten.startsWith('Wonderdrug 5 mg'))
  expect([unknown?.verdict, unknown?.state]).not.toContain('fine')
  expect(unknown?.state).not.toBe('negative')
})

describe('results of other laboratories', () => {
  const calls = (content: string): Promise<Ran> => assess('--outside-calls', file('calls.tsv', content))

  test('all bad lines are told at once, each with its number', async () => {
    const told = refused(
      await calls('# calls\nCYP2D6 *1/*4\nCYP99Z9\t*1/*1\nCYP2D6\t*1/*4\tPoor\tabc\n\nCYP2C19\t*1/*2/*3\n'),
    )
    expect(told.map((t) => t.split(': ')[1])).toEqual(['calls.tsv:2', 'calls.tsv:3', 'calls.tsv:4', 'calls.tsv:6'])
    expect(codesIn(told.join('\n'))).toEqual([
      'outside-line-short',
      'outside-gene-unknown',
      'outside-activity-unreadable',
      'outside-too-many-alleles',
    ])
  })

  test.each([
    ['an empty file', ''],
    ['a VCF', vcf],
    ['a table of other things', 'name\tvalue\nx\ty\n'],
  ])('%s is not a table of calls', async (_what, content) => {
    expect(codesIn(refused(await calls(content)).join('\n'))).toContain('outside-no-call')
  })

  test('a line that is far too long is refused by its length, not read', async () => {
    const told = refused(await calls(`CYP2D6\t${'A'.repeat(5_000_000)}\n`))
    expect(codesIn(told.join('\n'))).toEqual(['outside-line-long'])
  })

  test('of very many bad lines the first twenty are listed and the rest counted', async () => {
    const told = refused(await calls('no tab here\n'.repeat(5000)))
    expect(told).toHaveLength(21)
    expect(told[20]).toContain('4980 more')
  })
})

describe('everything that is wrong is told in one go', () => {
  test('genome, record and results of other laboratories', async () => {
    const genome = file('cut.vcf.gz', gzipSync(vcf).subarray(0, 900))
    const record = bundle((b) => void (firstOf(b, 'Patient')['birthDate'] = 'then'))
    const calls = file('calls.tsv', 'CYP2D6 *1/*4\n')
    const files = ['--vcf', genome, '--record', file('record.json', record), '--outside-calls', calls]
    const told = refused(await assess(...files)).join('\n')
    expect(codesIn(told).toSorted()).toEqual(['FILE_GZIP_DAMAGED', 'outside-line-short', 'record.bad-date'])
  })

  test('options, files that are not there, and what is wrong with those that are', async () => {
    const files = ['--vcf', folder, '--record', join(folder, 'nowhere.json'), '--knowledge', join(folder, 'none')]
    const ran = await attune('report', ...files, '--at', 'noon', '--build', 'hg19', '--out', out)
    const told = refused(ran).join('\n')
    for (const code of ['bad-instant', 'bad-build', 'file-not-a-file', 'file-missing', 'knowledge-folder-missing'])
      expect(codesIn(told)).toContain(code)
    const usable = refused(await assess('--record', folder, '--outside-calls', file('calls.tsv', 'x\n'))).join('\n')
    expect(codesIn(usable)).toEqual(['file-not-a-file', 'outside-line-short'])
  })

  test('nothing to assess', async () => {
    expect(codesIn(refused(await assess()).join('\n'))).toEqual(['nothing-to-assess'])
  })
})

describe('a report that cannot be written leaves nothing behind', () => {
  const good = ['report', '--vcf', join(root, 'examples/more/NA18565.vcf'), '--at', '2026-11-22T09:00:00Z', '--out']

  test('when the folder cannot be made', async () => {
    const blocked = join(file('a-file', ''), 'out')
    const ran = await attune(...good, blocked)
    expect([ran.code, ran.out]).toEqual([3, ''])
    expect(ran.err).toMatch(/^ATTUNE_WRITE_FAILED: .*nothing was left behind/)
    expect(readFileSync(join(folder, 'a-file'), 'utf8')).toBe('')
  })

  test('when something else stands in the place of one file: what was there stays as it was', async () => {
    mkdirSync(join(out, 'report.json/inside'), { recursive: true })
    writeFileSync(join(out, 'report.html'), 'older')
    const ran = await attune(...good, out)
    expect([ran.code, ran.out]).toEqual([3, ''])
    expect(ran.err).toContain('report.json is not a file')
    expect(readdirSync(out).sort()).toEqual(['report.html', 'report.json'])
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toBe('older')
    expect(readdirSync(join(out, 'report.json'))).toEqual(['inside'])
    rmSync(out, { recursive: true })
  })
})
