/** Runs the folder rules; a run that scanned no module is a failure, since the tool itself calls that a success. */
import { existsSync } from 'node:fs'
import { cruise } from 'dependency-cruiser'
import configuration from './dependencies.mjs'

const fewestModules = 20
const roots = ['electron', 'renderer', 'engine', 'e2e'].filter((folder) => existsSync(folder))
const { output } = await cruise(roots, {
  ruleSet: { forbidden: configuration.forbidden },
  validate: true,
  ...configuration.options,
})
const { totalCruised, violations } = output.summary

for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} must not import ${to}`)
if (totalCruised < fewestModules) {
  console.error(`Only ${totalCruised} modules were scanned: the dependency check is not reading the sources.`)
}
const failed = violations.length > 0 || totalCruised < fewestModules
console.log(`${totalCruised} modules, ${violations.length} forbidden imports`)
process.exit(failed ? 1 : 0)
