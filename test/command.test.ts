import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shippedKnowledge } from '../src/knowledge/folder.ts'
import { intendedUse } from '../src/shared/intended-use.ts'
import { software } from '../src/shared/software.ts'
import { attune, attuneApart, codesIn, root } from './run-attune.ts'

const genome = 'examples/statin-muscle-pain/genome.vcf'
const otherGenome = 'examples/more/NA18565.vcf'
const record = 'examples/more/four-medicines.json'
const at = ['--at', '2026-11-22T09:00:00Z'] as const

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attune-command-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Pgx = {
  readonly at: string
  readonly genes: readonly {
    readonly gene: string
    readonly result: {
      readonly call: {
        readonly diplotypes: readonly { readonly label: string }[]
        readonly lowestFunction: readonly string[]
      }
      readonly genetic: readonly { readonly phenotypes: readonly string[] }[]
    }
  }[]
  readonly medicines: readonly { readonly drug: { readonly name: string }; readonly verdict: string }[]
}

describe('attune', () => {
  test('states the version of package.json and what it is for', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    expect(software.version).toBe(version)
    expect(await attune('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' })
    const help = await attune('--help')
    expect([help.code, help.err]).toEqual([0, ''])
    expect(help.out.replaceAll(/\s+/g, ' ')).toContain(intendedUse)
    for (const verb of ['report', 'pgx', 'knowledge', 'validate', 'serve', 'doctor'])
      expect(help.out).toMatch(new RegExp(`^  ${verb}`, 'm'))
  })

  test.each([
    ['an unknown option', ['pgx', '--genome', 'x.vcf']],
    ['an unknown command', ['prescribe']],
    ['no command', []],
    ['a missing required option', ['report', '--vcf', genome]],
    ['an option without its value', ['pgx', '--vcf']],
  ])('ends with 2 on %s, with nothing on stdout', async (_what, args) => {
    const { code, out, err } = await attune(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Usage: attune')
  })

  test('as a process passes its exit code on and writes nothing but data to stdout', () => {
    const npm = spawnSync('npm', ['run', '-s', 'attune', '--', 'knowledge', 'list', '--json'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect([npm.status, npm.stderr]).toEqual([0, ''])
    expect(JSON.parse(npm.stdout)).toHaveLength(readdirSync(shippedKnowledge).length)
    expect(attuneApart('pgx', '--vcf', 'no-such-file.vcf').code).toBe(2)
  })

  test('does not mind a reader that stops early', () => {
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" src/cli/main.ts pgx --vcf ${genome} --json | head -n 1`],
      { cwd: root, encoding: 'utf8' },
    )
    expect([stdout, stderr]).toEqual(['{\n', ''])
  })
})

describe('attune pgx', () => {
  test('prints a table of genes and the person’s own medicines first', async () => {
    const { code, out, err } = await attune('pgx', '--vcf', genome, '--record', record, ...at)
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^gene +result +meaning +covered\n/)
    expect(out).toMatch(/^SLCO1B1 +\*1\/\*15 /m)
    const medicines = out.slice(out.indexOf('\nmedicine ')).split('\n').slice(2)
    const first = medicines.slice(0, 4).map((line) => line.split(' ')[0])
    expect(new Set(first)).toEqual(new Set(['clopidogrel', 'codeine', 'paroxetine', 'simvastatin']))
  })

  test('prints one medicine when it is named, whatever the case of the letters', async () => {
    const { code, out } = await attune('pgx', 'Clopidogrel', '--vcf', genome, ...at)
    expect(code).toBe(0)
    expect(out.trimEnd().split('\n')).toHaveLength(2)
    expect(out).toMatch(/^clopidogrel +fine /m)
  })

  test('ends with 2 for a medicine without a genetic question and says so', async () => {
    const { code, out, err } = await attune('pgx', 'paracetamol', '--vcf', genome, ...at)
    expect([code, out, codesIn(err)]).toEqual([2, '', ['unknown-medicine']])
  })

  test('gives the same document as JSON and as one JSON line', async () => {
    const json = await attune('pgx', '--vcf', genome, '--json', ...at)
    const line = await attune('pgx', '--vcf', genome, '--jsonl', ...at)
    expect([json.code, json.err, line.code, line.err]).toEqual([0, '', 0, ''])
    expect(line.out.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(line.out)).toEqual(JSON.parse(json.out))
    const one = await attune('pgx', 'simvastatin', '--vcf', genome, '--json', ...at)
    const medicines = (JSON.parse(json.out) as Pgx).medicines.filter((m) => m.drug.name === 'simvastatin')
    expect((JSON.parse(one.out) as Pgx).medicines).toEqual(medicines)
  })

  test('ends with 1 when the work was done and something is to be told', async () => {
    const calls = join(folder, 'unknown-gene.tsv')
    writeFileSync(calls, 'CYP2D6\t*1/*4\nCYP99Z9\t*1/*1\n')
    const { code, out, err } = await attune('pgx', '--outside-calls', calls, '--json', ...at)
    expect([code, codesIn(err)]).toEqual([1, ['outside-gene-unknown']])
    expect((JSON.parse(out) as Pgx).genes.find((g) => g.gene === 'CYP2D6')?.result.genetic[0]?.phenotypes).toEqual([
      'Intermediate Metabolizer',
    ])
  })

  test('two processes given the same files and the same time write the same bytes', () => {
    const args = ['pgx', '--vcf', genome, '--record', record, '--json', ...at]
    const [first, second] = [attuneApart(...args), attuneApart(...args)]
    expect(first.out.length).toBeGreaterThan(10_000)
    expect(first.out).toBe(second.out)
    expect((JSON.parse(first.out) as Pgx).at).toBe(at[1])
  })
})

describe('attune pgx --all-samples', () => {
  const cohort = (): string => {
    const [a, b] = [genome, otherGenome].map((f) => readFileSync(join(root, f), 'utf8').trimEnd().split('\n'))
    const rowsOf = (lines: readonly string[] | undefined) => (lines ?? []).filter((l) => !l.startsWith('##'))
    const other = new Map(rowsOf(b).map((l) => [l.split('\t').slice(0, 9).join('\t'), l.split('\t')[9]]))
    const file = join(folder, 'cohort.vcf')
    const head = (a ?? []).filter((l) => l.startsWith('##'))
    const rows = rowsOf(a).map((l) => `${l}\t${other.get(l.split('\t').slice(0, 9).join('\t')) ?? './.'}`)
    writeFileSync(file, `${[...head, ...rows].join('\n')}\n`)
    return file
  }

  test('gives each sample of a file what it is given alone, in all three forms', async () => {
    const file = cohort()
    const lines = await attune('pgx', '--all-samples', '--vcf', file, '--jsonl', '--quiet')
    type Row = { sample: string; gene: string; diplotypes: string; phenotypes: string }
    const rows = lines.out
      .trimEnd()
      .split('\n')
      .map((l) => JSON.parse(l) as Row)
    expect([...new Set(rows.map((r) => r.sample))]).toEqual(['NA18526', 'NA18565'])
    for (const sample of ['NA18526', 'NA18565']) {
      const alone = await attune('pgx', '--vcf', file, '--sample', sample, '--json', ...at)
      const own = rows.filter((r) => r.sample === sample)
      expect(own.length).toBeGreaterThan(15)
      for (const row of own) {
        const gene = (JSON.parse(alone.out) as Pgx).genes.find((g) => g.gene === row.gene)
        const labels = gene?.result.call.diplotypes.map((d) => d.label) ?? []
        const called = labels.length > 0 ? labels : (gene?.result.call.lowestFunction ?? [])
        expect([sample, row.gene, row.diplotypes]).toEqual([sample, row.gene, called.join(';')])
        if (called.length > 0)
          expect([sample, row.gene, row.phenotypes.split(';').filter((p) => p !== '')]).toEqual([
            sample,
            row.gene,
            [...new Set(gene?.result.genetic.flatMap((g) => g.phenotypes))],
          ])
      }
    }
    expect(rows.find((r) => r.sample === 'NA18526' && r.gene === 'SLCO1B1')?.diplotypes).toBe('*1/*15')
    expect(rows.find((r) => r.sample === 'NA18565' && r.gene === 'SLCO1B1')?.diplotypes).toBe('*1/*1')
    const json = await attune('pgx', '--all-samples', '--vcf', file, '--json', '--quiet')
    expect(JSON.parse(json.out)).toEqual(rows)
    const table = (await attune('pgx', '--all-samples', '--vcf', file, '--quiet')).out.trimEnd().split('\n')
    expect(table[0]).toBe('sample\tgene\tdiplotype\tphenotype\tactivity_score')
    expect(table.slice(1).map((l) => l.split('\t').slice(0, 3))).toEqual(
      rows.map((r) => [r.sample, r.gene, r.diplotypes]),
    )
  })

  test('refuses what is about one person, a folder and a build it does not know, all at once', async () => {
    const args = ['pgx', 'codeine', '--all-samples', '--vcf', folder, '--record', record, '--build', 'hg19']
    const { code, out, err } = await attune(...args)
    expect([code, out]).toEqual([2, ''])
    expect(codesIn(err)).toEqual(['bad-build', 'option-for-one-person', 'file-not-a-file'])
    expect(codesIn((await attune('pgx', '--all-samples')).err)).toEqual(['nothing-to-assess'])
  })
})

describe('attune report', () => {
  test('writes four files and nothing else, the same bytes every time, over older ones too', async () => {
    const [first, second] = [join(folder, 'a/b/first'), join(folder, 'second')]
    for (const out of [first, second, second]) {
      const ran = await attune('report', '--vcf', genome, '--record', record, ...at, '--out', out)
      expect(ran).toEqual({ code: 0, out: '', err: '' })
    }
    const names = ['letter.html', 'report.fhir.json', 'report.html', 'report.json']
    for (const out of [first, second]) expect(readdirSync(out).sort()).toEqual(names)
    for (const name of names)
      expect([name, readFileSync(join(first, name)).equals(readFileSync(join(second, name)))]).toEqual([name, true])
  })

  test('prints the document as well when asked to', async () => {
    const out = join(folder, 'printed')
    const ran = await attune('report', '--vcf', genome, ...at, '--out', out, '--json')
    expect(ran.code).toBe(0)
    expect(ran.out).toBe(readFileSync(join(out, 'report.json'), 'utf8'))
  })
})

describe('attune knowledge', () => {
  const newer = (id: string, release: string, uncoded: number): string => {
    const into = mkdtempSync(join(folder, 'knowledge-'))
    const from = join(shippedKnowledge, id, readdirSync(join(shippedKnowledge, id))[0] as string)
    const to = join(into, id, release)
    cpSync(from, to, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8')) as {
      tables: { file: string; sha256: string }[]
    }
    const [head = '', ...rows] = readFileSync(join(to, 'records.tsv'), 'utf8').trimEnd().split('\n')
    const column = head.split('\t').indexOf('advice')
    const changed = rows.map((r, i) => (i < uncoded ? r.split('\t').with(column, 'uncoded').join('\t') : r))
    const tables = {
      'records.tsv': `${[head, ...changed].join('\n')}\n`,
      'advice.jsonl': `${readFileSync(join(to, 'advice.jsonl'), 'utf8')}{"advice":"uncoded","branches":[{"first":[{"do":"noAdvice","firm":"do","because":"not-coded"}]}]}\n`,
    }
    for (const [file, text] of Object.entries(tables)) {
      writeFileSync(join(to, file), text)
      const table = manifest.tables.find((t) => t.file === file)
      if (table) table.sha256 = sha256(text)
    }
    writeFileSync(join(to, 'manifest.json'), JSON.stringify({ ...manifest, release }))
    return into
  }

  test('lists and verifies the shipped releases', async () => {
    const list = await attune('knowledge', 'list')
    expect([list.code, list.err]).toEqual([0, ''])
    for (const id of readdirSync(shippedKnowledge)) expect(list.out).toMatch(new RegExp(`^${id} `, 'm'))
    const manifests = JSON.parse((await attune('knowledge', 'list', '--json')).out) as { id: string }[]
    expect(manifests.map((m) => m.id)).toEqual(readdirSync(shippedKnowledge).sort())
    expect(await attune('knowledge', 'verify')).toEqual({
      code: 0,
      out: `${manifests.length} releases hold their checksums\n`,
      err: '',
    })
    expect(JSON.parse((await attune('knowledge', 'verify', '--json')).out)).toEqual([])
  })

  test('takes the newer release of a further folder and says how many of its records nobody has coded', async () => {
    const into = newer('dpwg', '2031-01', 200)
    const ran = await attune('pgx', '--vcf', genome, '--knowledge', into, '--json', ...at)
    expect([ran.code, codesIn(ran.err)]).toEqual([1, ['knowledge-records-uncoded']])
    expect(ran.err).toContain('200 of 529 records of dpwg 2031-01')
    const used = (JSON.parse(ran.out) as { knowledge: { id: string; release: string }[] }).knowledge
    expect(used.map((k) => `${k.id} ${k.release}`)).toContain('dpwg 2031-01')
    expect(used.filter((k) => k.id === 'dpwg')).toHaveLength(1)
    const list = JSON.parse((await attune('knowledge', 'list', '--json', '--knowledge', into)).out) as object[]
    expect(list).toHaveLength(readdirSync(shippedKnowledge).length + 1)
  })

  test('keeps the shipped release where the further folder holds only an older one', async () => {
    const ran = await attune('pgx', '--vcf', genome, '--knowledge', newer('dpwg', '2019-01', 200), '--json', ...at)
    expect([ran.code, ran.err]).toEqual([0, ''])
    expect(ran.out).toBe((await attune('pgx', '--vcf', genome, '--json', ...at)).out)
  })

  test('compares two releases, by name or by folder', async () => {
    const into = newer('dpwg', '2031-01', 3)
    const ran = await attune('knowledge', 'diff', 'dpwg/2024-02', 'dpwg/2031-01', '--knowledge', into)
    expect([ran.code, ran.err]).toEqual([0, ''])
    expect(ran.out).toContain('records.tsv: 0 added, 0 removed, 3 changed')
    expect(ran.out).toContain('advice.jsonl: 1 added, 0 removed, 0 changed')
    const folders = await attune('knowledge', 'diff', join(shippedKnowledge, 'dpwg/2024-02/'), `${into}/dpwg/2031-01`)
    expect(folders.out).toBe(ran.out)
    const same = JSON.parse((await attune('knowledge', 'diff', 'dpwg/2024-02', 'dpwg/2024-02', '--json')).out) as {
      added: []
      removed: []
      changed: []
    }[]
    expect(same.flatMap((t) => [...t.added, ...t.removed, ...t.changed])).toEqual([])
    const unknown = await attune('knowledge', 'diff', 'dpwg/2024-02', 'dpwg/1999-01')
    expect([unknown.code, unknown.out]).toEqual([2, ''])
    expect(unknown.err).toContain('dpwg/1999-01')
  })

  test('finds a changed table and refuses to advise from it', async () => {
    const into = newer('cpic', '2031-01', 0)
    writeFileSync(join(into, 'cpic/2031-01/records.tsv'), 'id\n')
    const verified = await attune('knowledge', 'verify', '--knowledge', into)
    expect([verified.code, verified.out, codesIn(verified.err)]).toEqual([
      1,
      '1 problems\n',
      ['knowledge-table-changed'],
    ])
    const used = await attune('pgx', '--vcf', genome, '--knowledge', into)
    expect([used.code, used.out]).toEqual([3, ''])
    expect(used.err).toMatch(/^ATTUNE_KNOWLEDGE_CHANGED: .*cpic 2031-01\/records\.tsv/)
  })

  test('finds a manifest that is none', async () => {
    const into = newer('cpic', '2031-01', 0)
    writeFileSync(join(into, 'cpic/2031-01/manifest.json'), '{"id": "cpic"')
    const verified = await attune('knowledge', 'verify', '--knowledge', into)
    expect([verified.code, codesIn(verified.err)]).toEqual([1, ['knowledge-manifest-unreadable']])
    expect((await attune('pgx', '--vcf', genome, '--knowledge', into)).code).toBe(3)
  })

  test('refuses a further folder that is not there or holds no release, with every command that takes one', async () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    for (const args of [
      ['pgx', '--vcf', genome],
      ['pgx', '--all-samples', '--vcf', genome],
      ['report', '--vcf', genome, '--out', join(folder, 'never')],
      ['serve', '--port', '0', '--data', join(folder, 'never')],
      ['validate'],
      ['knowledge', 'list'],
      ['knowledge', 'verify'],
      ['knowledge', 'diff', 'cpic/2024-02', 'cpic/2024-02'],
    ]) {
      const missing = await attune(...args, '--knowledge', join(folder, 'nowhere'))
      expect([args[0], missing.code, missing.out, codesIn(missing.err)]).toEqual([
        args[0],
        2,
        '',
        ['knowledge-folder-missing'],
      ])
      expect(codesIn((await attune(...args, '--knowledge', empty)).err)).toEqual(['knowledge-folder-empty'])
    }
    expect(existsSync(join(folder, 'never'))).toBe(false)
  })

  test('imports nothing from a folder without release files, and knows only what it knows', async () => {
    const into = join(folder, 'imported')
    const nothing = await attune('knowledge', 'import', 'pharmcat', join(root, 'docs'), '--into', into)
    expect([nothing.code, nothing.out]).toEqual([2, ''])
    expect(codesIn(nothing.err).length).toBeGreaterThan(0)
    const unknown = await attune('knowledge', 'import', 'clinvar', folder, '--into', into)
    expect([unknown.code, unknown.out, codesIn(unknown.err)]).toEqual([2, '', ['unknown-import']])
    expect(existsSync(into)).toBe(false)
  })
})

describe('attune validate', () => {
  test('counts the cases of the suites asked for', async () => {
    const only = ['--only', 'pgx/conformance/real-getrm', '--only', 'pgx/getrm-1kgp-sv-examples.tsv']
    const ran = await attune('validate', ...only, '--json')
    const report = JSON.parse(ran.out) as { passed: number; failed: number; suites: { path: string }[] }
    expect([ran.code, ran.err, report.failed]).toEqual([0, '', 0])
    expect(report.suites.map((s) => s.path)).toEqual([
      'pgx/conformance/real-getrm-30x.jsonl',
      'pgx/getrm-1kgp-sv-examples.tsv',
    ])
    const table = await attune('validate', ...only)
    expect(table.out.trimEnd().split('\n').at(-1)).toMatch(
      new RegExp(`^${report.passed} passed, 0 failed, \\d+ skipped$`),
    )
  })

  test('ends with 1 and names the case when one fails', async () => {
    const dir = join(folder, 'vectors')
    mkdirSync(join(dir, 'pgx/conformance'), { recursive: true })
    const path = 'pgx/conformance/real-getrm-30x.jsonl'
    const lines = readFileSync(join(root, 'conformance/vectors', path), 'utf8')
    writeFileSync(join(dir, path), lines.replaceAll('"*1/*15"', '"*1/*5"'))
    const ran = await attune('validate', dir)
    expect(ran.code).toBe(1)
    expect(ran.out).toContain(`FAILED ${path} getrm30x-NA18526`)
    expect(ran.out).toMatch(/\n1 passed, 1 failed, 0 skipped\n$/)
  })

  test('counts a file that cannot be read as failed, says why, and runs the others', async () => {
    const dir = join(folder, 'broken-vectors')
    mkdirSync(join(dir, 'pgx/conformance'), { recursive: true })
    const path = 'pgx/conformance/real-getrm-30x.jsonl'
    cpSync(join(root, 'conformance/vectors', path), join(dir, path))
    writeFileSync(join(dir, 'pgx/conformance/pharmcat-differential.jsonl'), '{"id": "x", broken\n')
    const ran = await attune('validate', dir)
    expect([ran.code, ran.err]).toEqual([1, ''])
    expect(ran.out).toMatch(/FAILED pgx\/conformance\/pharmcat-differential\.jsonl the file\n.*\n.*JSON/)
    expect(ran.out).toMatch(/\n2 passed, 1 failed, 0 skipped\n$/)
  })

  test('refuses a folder that is not there and a choice that fits no file: nothing run is not passed', async () => {
    const missing = await attune('validate', join(folder, 'nowhere'))
    expect([missing.code, missing.out, codesIn(missing.err)]).toEqual([2, '', ['no-folder']])
    const nothing = await attune('validate', '--only', 'pxg')
    expect([nothing.code, nothing.out, codesIn(nothing.err)]).toEqual([2, '', ['nothing-to-validate']])
  })
})

const occupied = (): Promise<{ readonly port: string; readonly free: () => void }> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? String(address.port) : ''
      resolve({ port, free: () => server.close() })
    })
  })

describe('attune doctor', () => {
  test('looks at Node, disk, knowledge, port and page, and makes nothing', async () => {
    const data = join(folder, 'not/yet/there')
    const ran = await attune('doctor', '--data', data, '--port', '0')
    for (const name of ['node', 'data folder', 'disk', 'knowledge', 'port'])
      expect(ran.out).toMatch(new RegExp(`^ok   ${name} `, 'm'))
    const built = existsSync(join(root, 'web/dist/index.html'))
    expect([ran.code, ran.err]).toEqual([built ? 0 : 1, ''])
    expect(existsSync(join(folder, 'not'))).toBe(false)
  })

  test('ends with 1 when the port is taken or the data folder is a file', async () => {
    const { port, free } = await occupied()
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const ran = await attune('doctor', '--data', join(file, 'data'), '--port', port, '--json')
    free()
    const checks = JSON.parse(ran.out) as { name: string; good: boolean }[]
    expect(ran.code).toBe(1)
    expect(checks.filter((c) => !c.good && c.name !== 'page').map((c) => c.name)).toEqual(['data folder', 'port'])
    expect(codesIn((await attune('doctor', '--port', 'eighty')).err)).toEqual(['bad-port'])
  })
})
