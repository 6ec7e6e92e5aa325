export const startGenomeWorker = (): Worker =>
  new Worker(new URL('./genome-worker.ts', import.meta.url), { type: 'module' })
