import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { run } from '../src/cli/program.ts'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** What a command line did: exit code, and all it wrote to stdout and stderr. */
export type Ran = { readonly code: number; readonly out: string; readonly err: string }

/** Runs a command line in this process. */
export const attune = async (...args: readonly string[]): Promise<Ran> => {
  const [out, err]: [string[], string[]] = [[], []]
  const catching = (into: string[]) => (text: string | Uint8Array) => into.push(String(text)) > 0
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(catching(out)),
    vi.spyOn(process.stderr, 'write').mockImplementation(catching(err)),
  ]
  try {
    const code = await run(args)
    return { code, out: out.join(''), err: err.join('') }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

// Linux counts in a child's maxRSS what its parent held when it started it; VmHWM is the child's own.
const peak = `data:text/javascript,${encodeURIComponent(`
  import { existsSync, readFileSync } from 'node:fs'
  const status = '/proc/self/status'
  const own = () => /VmHWM:\\s*(\\d+)/.exec(readFileSync(status, 'utf8'))[1]
  process.on('exit', () =>
    process.stderr.write('\\npeak ' + (existsSync(status) ? own() : process.resourceUsage().maxRSS) + '\\n'))
`)}`

/** Runs a command line in a process of its own. `megabytes`: the most memory it held. */
export const attuneApart = (...args: readonly string[]): Ran & { readonly megabytes: number } => {
  const child = spawnSync(process.execPath, ['--import', peak, 'src/cli/main.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const [, kilobytes = 'NaN'] = /\npeak (\d+)\n$/.exec(child.stderr) ?? []
  return {
    code: child.status ?? -1,
    out: child.stdout,
    err: child.stderr.replace(/\npeak \d+\n$/, ''),
    megabytes: Number(kilobytes) / 1024,
  }
}

/** The codes in square brackets that end the lines of problems on stderr, in order. */
export const codesIn = (err: string): readonly string[] =>
  [...err.matchAll(/\[([\w.-]+)\]$/gm)].map((m) => m[1] as string)
