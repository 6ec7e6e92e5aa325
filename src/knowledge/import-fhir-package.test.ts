import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import tar from 'tar-stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fhirGuides, listReleases, loadAll, verifyReleases } from './folder.ts'
import { importFhirPackage } from './import-fhir-package.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attune-package-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const into = (): string => join(folder, 'knowledge')
const trim = (r: Readonly<Record<string, unknown>>): unknown =>
  r['resourceType'] === 'StructureDefinition' || r['resourceType'] === 'ValueSet' ? { url: r['url'] } : undefined

const profile = {
  resourceType: 'StructureDefinition',
  url: 'http://x.org/p',
  fhirVersion: '4.0.1',
  snapshot: { element: [{ path: 'Patient' }] },
}
const about = { name: 'org.x.guide', version: '1.2.0', title: 'A guide', license: 'CC0-1.0', canonical: 'http://x.org' }

const packed = async (entries: Readonly<Record<string, string | Uint8Array>>): Promise<string> => {
  const pack = tar.pack()
  for (const [name, content] of Object.entries(entries)) pack.entry({ name }, Buffer.from(content))
  pack.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of pack as AsyncIterable<Buffer>) chunks.push(chunk)
  const file = join(folder, 'guide.tgz')
  writeFileSync(file, gzipSync(Buffer.concat(chunks)))
  return file
}

const given = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

const codes = async (file: string): Promise<readonly string[]> =>
  (await importFhirPackage(file, { into: into(), trim })).problems.map((p) => p.code)

describe('a published package', () => {
  test('becomes a release of its name and version, examples left out', async () => {
    const file = await packed({
      'package/package.json': JSON.stringify(about),
      'package/.index.json': '{}',
      'package/StructureDefinition-p.json': JSON.stringify(profile),
      'package/ValueSet-v.json': '{"resourceType":"ValueSet","url":"http://x.org/v"}',
      'package/Patient-x.json': '{"resourceType":"Patient"}',
      'package/example/StructureDefinition-e.json': JSON.stringify({ ...profile, url: 'http://x.org/e' }),
    })
    const result = await importFhirPackage(file, { into: into(), trim })
    expect(result).toMatchObject({ ok: true, problems: [], value: [join(into(), 'fhir-org.x.guide', '1.2.0')] })
    expect(fhirGuides(into())).toEqual([{ url: 'http://x.org/p' }, { url: 'http://x.org/v' }])
    expect(listReleases(into()).map((r) => [r.manifest.role, r.manifest.licence, r.manifest.version])).toEqual([
      ['fhir-profiles', 'CC0-1.0', '1.2.0'],
    ])
    expect(verifyReleases(into())).toEqual([])
  })

  test('is never loaded with the tables of advice, and not imported twice', async () => {
    const file = await packed({
      'package/package.json': JSON.stringify(about),
      'package/p.json': JSON.stringify(profile),
    })
    expect(await codes(file)).toEqual([])
    expect(loadAll(into())).toEqual([])
    expect(await codes(file)).toEqual(['import-release-there'])
  })

  test('of lines is named by its file, date and checksum, or as asked', async () => {
    const file = given('guide-1.ndjson.gz', gzipSync(`${JSON.stringify(profile)}\n\n`))
    const dated = await importFhirPackage(file, { into: into(), trim })
    expect(dated.ok && dated.value[0]).toMatch(/fhir-guide-1\/\d{4}-\d\d-\d\d-[0-9a-f]{8}$/)
    const named = await importFhirPackage(given('guide-1.ndjson', JSON.stringify(profile)), {
      into: into(),
      trim,
      release: '7',
    })
    expect(named.ok && named.value[0]).toBe(join(into(), 'fhir-guide-1', '7'))
  })

  test('with files that are no resources, or profiles without snapshot, is taken in without them and says so', async () => {
    const file = await packed({
      'package/package.json': JSON.stringify(about),
      'package/p.json': JSON.stringify(profile),
      'package/broken.json': '{',
      'package/deep.json': '['.repeat(100_000),
      'package/bare.json': '{"resourceType":"StructureDefinition","url":"http://x.org/b"}',
    })
    expect(await codes(file)).toEqual(['import-package-json', 'import-package-json', 'import-no-snapshot'])
    expect(fhirGuides(into())).toHaveLength(2)
  })
})

describe('what is refused, and nothing written', () => {
  const refused = async (file: string, code: string): Promise<void> => {
    const result = await importFhirPackage(file, { into: into(), trim })
    expect(result.ok).toBe(false)
    expect(result.problems.filter((p) => p.severity === 'error').map((p) => p.code)).toEqual([code])
    expect(existsSync(into()) ? readdirSync(into()) : []).toEqual([])
  }

  test('no file, an empty one, and none of use', async () => {
    await refused(join(folder, 'none.tgz'), 'import-file-missing')
    await refused(given('a.ndjson', ''), 'import-package-empty')
    await refused(given('b.ndjson', '{"resourceType":"Patient"}'), 'import-package-empty')
  })

  test('a damaged and a cut off package', async () => {
    await refused(given('a.tgz', 'not gzip at all'), 'import-file-damaged')
    await refused(given('b.tgz', gzipSync(Buffer.alloc(2000, 1)).subarray(0, 20)), 'import-file-damaged')
    await refused(given('c.ndjson.gz', gzipSync(JSON.stringify(profile)).subarray(0, 40)), 'import-file-damaged')
  })

  test('a package that unpacks to 200 times its size and more', async () => {
    await refused(given('a.tgz', gzipSync(Buffer.alloc(64 * 1024 * 1024))), 'import-package-too-large')
    await refused(given('b.ndjson.gz', gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))), 'import-package-too-large')
  })

  test('a package of too many files, or with a path that leads out of it', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_001 }, (_, i) => [`package/${i}.txt`, '']))
    await refused(await packed(many), 'import-package-too-large')
    await refused(await packed({ 'package/../../x.json': JSON.stringify(profile) }), 'import-package-path')
  })

  test('a package for another version of FHIR, and a name that is no name', async () => {
    await refused(given('a.ndjson', JSON.stringify({ ...profile, fhirVersion: '5.0.0' })), 'import-fhir-version')
    const named = { ...about, name: '../../etc' }
    const file = await packed({
      'package/package.json': JSON.stringify(named),
      'package/p.json': JSON.stringify(profile),
    })
    await refused(file, 'import-release-name')
  })
})
