import { expect, it } from 'vitest'
import { createProject, type Project } from '../../../engine/protocol/project.ts'
import { setFirstSeed, setOnlySeed, setSeedCount } from './seeds.ts'

const withSeeds = (seeds: Project['seeds']) => createProject({ model: { path: 'file:model' }, seeds })

it('goes on from another first seed, with as many as there were', () => {
  expect(setFirstSeed(8)(withSeeds({ first: 7, count: 3 })).seeds).toEqual({ first: 8, count: 3 })
})

it('leaves a list alone unless one seed is wanted in its place', () => {
  const listed = withSeeds([7, 42, 99])
  expect(setFirstSeed(8)(listed)).toBe(listed)
  expect(setOnlySeed(42)(listed).seeds).toEqual({ first: 42, count: 1 })
})

it('counts on from the first seed', () => {
  expect(setSeedCount(4)(withSeeds({ first: 7, count: 1 })).seeds).toEqual({ first: 7, count: 4 })
})
