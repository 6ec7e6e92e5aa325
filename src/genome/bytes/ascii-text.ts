/** Text of bytes `from` to `to`, which are taken as ASCII; other bytes come out as Latin-1. */
export const asciiText = (bytes: Uint8Array, from: number, to: number): string => {
  let text = ''
  for (let at = from; at < to; at += 8192) {
    const piece = bytes.subarray(at, Math.min(to, at + 8192))
    // Spreading an array of bytes makes an object for each of them.
    text += String.fromCharCode.apply(null, piece as unknown as number[])
  }
  return text
}
