export const startWorker = (): Worker => new Worker(new URL('./assess-worker.ts', import.meta.url), { type: 'module' })
