#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// Before anything else is loaded: the second start of any command then skips stripping and compiling.
enableCompileCache()

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})
const { run } = await import('./program.ts')
process.exitCode = await run(process.argv.slice(2))
