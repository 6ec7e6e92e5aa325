export { type JobFiles, jobFiles, type JobFileWriter } from './job-files.ts'
export { type Job, type JobQueue, jobQueue, type JobQueueOptions, type NewJob } from './job-queue.ts'
export {
  type JobContext,
  type JobHandler,
  JobRefused,
  type JobWorker,
  jobWorker,
  type JobWorkerOptions,
} from './job-worker.ts'
export { type JobState, jobStates } from './tables.ts'
