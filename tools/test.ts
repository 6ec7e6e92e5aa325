// What `npm test` runs: types, lint, format, then every test; ends with one line that counts them.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const bin = (name: string): string => join('node_modules', '.bin', name)
const path = `${join(process.cwd(), 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`

const step = (title: string, command: string, args: readonly string[]): boolean => {
  const from = performance.now()
  const run = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, PATH: path } })
  process.stdout.write(
    `${run.status === 0 ? 'ok  ' : 'FAIL'} ${title} (${((performance.now() - from) / 1000).toFixed(1)} s)\n`,
  )
  return run.status === 0
}

const checks: readonly (readonly [string, string, readonly string[]])[] = [
  ['types', bin('tsc'), ['--noEmit']],
  ['types of the page', bin('tsc'), ['--noEmit', '-p', 'web']],
  ['lint', bin('oxlint'), ['--type-aware', '--quiet']],
  ['format', bin('biome'), ['format', '.']],
  ['page builds', bin('vite'), ['build', 'web', '--logLevel', 'warn']],
]
const failed = checks.filter(([title, command, args]) => !step(title, command, args)).length

if (!existsSync('../shared/reference')) {
  process.stdout.write('Note: ../shared/reference is not here; conformance runs on conformance/vectors alone.\n')
}
const folder = mkdtempSync(join(tmpdir(), 'attune-test-'))
const result = join(folder, 'result.json')
const tests = step('tests', bin('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${result}`,
])
const counts = existsSync(result)
  ? (JSON.parse(readFileSync(result, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
      numPendingTests: number
    })
  : { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0 }
rmSync(folder, { recursive: true, force: true })
const ok = failed === 0 && tests
process.stdout.write(
  `\n${counts.numPassedTests} passed, ${counts.numFailedTests + (ok ? 0 : Math.max(failed, counts.numFailedTests > 0 ? 0 : 1))} failed, ${counts.numPendingTests} skipped\n`,
)
process.exitCode = ok ? 0 : 1
