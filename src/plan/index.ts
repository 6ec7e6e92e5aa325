export { oneEach, rankRecommendations } from './rank.ts'
