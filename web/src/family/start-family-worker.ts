export const startFamilyWorker = (): Worker =>
  new Worker(new URL('./family-worker.ts', import.meta.url), { type: 'module' })
