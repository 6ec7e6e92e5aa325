import { SingleBar } from 'cli-progress'

/** A progress bar on stderr that shows rate and time left; silent when stderr is no terminal or `quiet`. Appears only after half a second. */
export const progressBar = (
  what: string,
  quiet: boolean,
): { readonly update: (done: number, of: number) => void; readonly stop: () => void } => {
  const silent = quiet || !process.stderr.isTTY
  const from = performance.now()
  let bar: SingleBar | undefined
  return {
    update: (done, of) => {
      if (silent || performance.now() - from < 500) return
      if (!bar) {
        bar = new SingleBar({
          format: `${what} {bar} {percentage} % · {rate} MB/s · {eta} s left`,
          stream: process.stderr,
          hideCursor: true,
        })
        bar.start(of, done, { rate: '…' })
      }
      bar.update(done, { rate: (done / 1e3 / (performance.now() - from)).toFixed(0) })
    },
    stop: () => bar?.stop(),
  }
}
