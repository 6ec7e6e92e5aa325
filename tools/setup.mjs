// Runs under whatever Node the machine has (20 or later): installs the exact packages of the lockfile, Node 24 among them,
// when node_modules is missing or older than the lockfile. With --page also builds the page when its sources are newer than
// the last build. Everything after this runs on that Node 24.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const stamp = 'node_modules/.package-lock.json'
const bin = join(process.cwd(), 'node_modules', '.bin')
const installed =
  existsSync(stamp) && existsSync(join(bin, 'node')) && statSync(stamp).mtimeMs >= statSync('package-lock.json').mtimeMs

if (!installed) {
  process.stderr.write('Setting up: installing the packages of package-lock.json (about a minute, once)\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  execFileSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2] })
}

// The definitions of FHIR R4 in the short form that the server reads; made at first use too, but nobody likes to wait for that.
if (!installed) execFileSync(join(bin, 'node'), ['tools/fhir/make-r4-pack.ts'], { stdio: ['ignore', 'ignore', 2] })

/** Time of the newest file below a folder, in ms; 0 when there is none. */
const newest = (path) => {
  if (!existsSync(path)) return 0
  const at = statSync(path)
  if (!at.isDirectory()) return at.mtimeMs
  return readdirSync(path)
    .filter((name) => name !== 'dist' && name !== 'node_modules')
    .reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0)
}

if (process.argv.includes('--page')) {
  const built = existsSync('web/dist/index.html') ? statSync('web/dist/index.html').mtimeMs : 0
  if (Math.max(newest('web'), newest('src'), newest('package-lock.json')) > built) {
    process.stderr.write('Building the page\n')
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` }
    execFileSync(join(bin, 'node'), ['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn'], {
      stdio: ['ignore', 2, 2],
      env,
    })
  }
}
