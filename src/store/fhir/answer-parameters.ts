const ofTheAnswer = /^_(?:count|sort|include|revinclude|summary|elements|total|cursor|offset|format|pretty)(?::|$)/

/** Whether a parameter of a search says what its answer looks like, and nothing of what is found. */
export const saysHowToAnswer = (name: string): boolean => ofTheAnswer.test(name)
