#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// Before anything else is loaded: the second start of any command then skips stripping and compiling.
enableCompileCache()
await import('./program.ts')
