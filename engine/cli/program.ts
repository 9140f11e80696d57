import { Command, Option } from 'commander'
import { engineVersion } from '../protocol/engineVersion.ts'
import type { CompareOptions } from './compareCommand.ts'
import type { CostOptions } from './costCommand.ts'
import { exitCodeHelp } from './exitCodes.ts'
import type { FrequenciesOptions } from './frequenciesCommand.ts'
import type { InfoOptions } from './infoCommand.ts'
import {
  parseCache,
  parseMethod,
  parseMethods,
  parseSeeds,
  parseSize,
  parseWholeNumber,
  providerHelp,
  providerNames,
} from './optionValues.ts'
import type { RenderOptions } from './renderCommand.ts'
import type { ServeOptions } from './serveCommand.ts'
import type { StandardOutput } from './standardStreams.ts'

/**
 * The command line: names, options and help. The commands themselves are loaded when they are called, since they bring
 * the runtime with them. Parsing throws `CommanderError` and whatever a command throws.
 */
export function createProgram(output: StandardOutput): Command {
  const program = new Command('polyptych')
    .description('Compose one picture from several concept LoRAs, each in its own place.')
    .version(engineVersion, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', `\n${exitCodeHelp}\n\nRun 'polyptych help render' for the options of a command and examples.`)
    .exitOverride()
    .showSuggestionAfterError()

  const render = program
    .command('render')
    .description('Render the pictures of a saved project and print their paths.')
    .argument('<project>', 'a .polyptych file')
    .option('--out <folder>', 'where the pictures go; it is made if it is missing', 'out')
    .option('--seed <number>', "the first seed, in place of the project's", parseWholeNumber)
    .option('--count <number>', 'how many pictures, of consecutive seeds', parseWholeNumber)
  withRenderOptions(render)
    .option('--no-reading', 'do not look whether the concepts are in the pictures, which takes about five steps')
    .addOption(mapsOption)
    .option('--json', 'print one event a line as JSON on standard output, errors included')
    .addHelpText('after', `\n${cacheHelp}\n\n${providerHelp}\n\n${renderExamples}\n\n${exitCodeHelp}`)
    .action(async (projectPath: string, options: RenderOptions) => {
      const { renderCommand } = await import('./renderCommand.ts')
      await renderCommand(projectPath, options, output)
    })

  const compare = program
    .command('compare')
    .description('Render a project by several methods with the same seeds, on one sheet and in one table.')
    .argument('<project>', 'a .polyptych file')
    .option('--methods <list>', 'such as merge,composer:fidelity=faithful; all unless given', parseMethods)
    .option('--seeds <list>', "such as 1..4 or 1,5,9; the project's unless given", parseSeeds)
    .option('--out <folder>', 'where pictures, sheet and tables go; it is made if it is missing', 'out')
  withRenderOptions(compare)
    .option('--json', 'print one event a line as JSON on standard output, errors included')
    .addHelpText('after', `\n${cacheHelp}\n\n${providerHelp}\n\n${compareExamples}\n\n${exitCodeHelp}`)
    .action(async (projectPath: string, options: CompareOptions) => {
      const { compareCommand } = await import('./compareCommand.ts')
      await compareCommand(projectPath, options, output)
    })

  const cost = program
    .command('cost')
    .description('Say what a render will take: calls of the network, memory and time. Nothing is rendered.')
    .argument('<project>', 'a .polyptych file')
    .option('--method <name>', "in place of the project's, such as clora or composer:fidelity=faithful", parseMethod)
    .option('--count <number>', "how many pictures, in place of the project's", parseWholeNumber)
  withRenderOptions(cost)
    .option('--json', 'print everything as JSON')
    .addHelpText('after', `\n${cacheHelp}\n\n${providerHelp}\n\n${costExamples}\n\n${exitCodeHelp}`)
    .action(async (projectPath: string, options: CostOptions) => {
      const { costCommand } = await import('./costCommand.ts')
      await costCommand(projectPath, options)
    })

  const frequencies = program
    .command('frequencies')
    .description(
      'Measure which concepts are of high frequency and which of low, as the method cmlora tells them apart.',
    )
    .argument('<project>', 'a .polyptych file')
    .option('--seed <number>', "in place of the project's first", parseWholeNumber)
  withMachineOptions(frequencies)
    .option('--write', "store the kinds in the project, whose method must be 'cmlora'")
    .option('--json', 'print everything as JSON')
    .addHelpText('after', `\n${providerHelp}\n\n${frequenciesExamples}\n\n${exitCodeHelp}`)
    .action(async (projectPath: string, options: FrequenciesOptions) => {
      const { frequenciesCommand } = await import('./frequenciesCommand.ts')
      await frequenciesCommand(projectPath, options)
    })

  program
    .command('info')
    .description('Say what a file is: a model, an adapter, a project, or a picture that polyptych made.')
    .argument('<file>', 'a model folder, a .safetensors file, a .polyptych file or a picture')
    .option('--model <folder>', 'the model that an adapter is compared with')
    .option('--json', 'print everything as JSON')
    .addHelpText('after', `\n${infoExamples}\n\n${exitCodeHelp}`)
    .action(async (path: string, options: InfoOptions) => {
      const { infoCommand } = await import('./infoCommand.ts')
      await infoCommand(path, options)
    })

  const serve = program
    .command('serve')
    .description('Open the window in a browser: for this machine, or through a tunnel for another one.')
    .argument('[project]', 'a .polyptych file to open')
    .option(
      '--host <address>',
      'where to listen; anything but the default opens the window to the network',
      '127.0.0.1',
    )
    .option('--port <number>', 'the port; 0 takes a free one', parseWholeNumber, 7450)
    .option('--open', 'open the browser', false)
    .option('--data <folder>', "where settings, library and gallery are kept; the system's place for them unless given")
    .option('--projects <folder>', 'where projects are kept; ~/Polyptych unless given')
    .option(
      '--library <folder>',
      'a folder of adapters and models to add to the library; can be given again',
      collected,
    )
    .addOption(
      new Option('--provider <name>', "what computes, in place of the window's setting").choices(providerNames),
    )
    .option('--threads <number>', "threads of the processor, in place of the window's setting", parseWholeNumber)
  serve
    .addHelpText('after', `\n${serveExamples}\n\n${exitCodeHelp}`)
    .action(async (projectPath: string | undefined, options: ServeOptions) => {
      const { serveCommand } = await import('./serveCommand.ts')
      await serveCommand(projectPath, options, async (settings) => {
        const { startServices } = await import('./serveServices.ts')
        return startServices(settings)
      })
    })

  return program
}

/** Collects an option that can be given several times. */
const collected = (value: string, before: readonly string[] = []): string[] => [...before, value]

/** What every command takes that renders. */
function withRenderOptions(command: Command): Command {
  const how = "how steps reuse features of earlier ones, in place of the project's: see below"
  return withMachineOptions(command).option('--cache <how>', how, parseCache)
}

/** What every command takes that computes pictures. */
function withMachineOptions(command: Command): Command {
  return command
    .option('--size <WxH>', "width x height in pixels, in place of the project's", parseSize)
    .option('--steps <number>', "steps of the sampler, in place of the project's", parseWholeNumber)
    .addOption(new Option('--provider <name>', 'what computes: see below').choices(providerNames).default('auto'))
    .option('--threads <number>', 'threads of the processor; 0 chooses by itself', parseWholeNumber, 0)
    .option('--relink', 'use files that have moved where they are found by their contents')
    .option('--accept-changed', 'use files that have changed since the project was saved')
}

const cacheHelp = `Feature caches, faster and a little less exact; the numbers may be left out:
  off
  uniform:3        deep layers are computed every 3 steps
  non-uniform:3    as often, but most densely where it matters most
  first-block:0.1  when the first layers have changed by a tenth`

const mapsOption = new Option(
  '--maps',
  'also save a heat picture of each concept: where it is found in the picture',
).conflicts('reading')

const renderExamples = `Examples:
  polyptych render scene.polyptych
      the pictures of the project, into the folder 'out'
  polyptych render scene.polyptych --seed 100 --count 8 --out drafts --steps 8
      eight quick drafts with the seeds 100 to 107
  polyptych render scene.polyptych --size 768x512 --provider cpu
      another size, on the processor
  polyptych render scene.polyptych --maps
      also out/scene-7.kiki.heat.png: where Kiki is found in the picture
  open "$(polyptych render scene.polyptych --count 1)"
      standard output holds the paths of the pictures and nothing else
  polyptych render scene.polyptych --json | jq -r 'select(.type == "saved").path'
      events for programs`

const compareExamples = `Examples:
  polyptych compare scene.polyptych
      every method with the project's seeds; the sheet is out/scene-compare.png
  polyptych compare scene.polyptych --methods merge,regional,clora --seeds 1..4
      three methods, four seeds
  polyptych compare scene.polyptych --methods composer,composer:fidelity=faithful --seeds 1,5,9
      settings of a method follow its name, each behind a colon; a dot leads into a setting of settings
  polyptych compare scene.polyptych --steps 8 --size 256x256 --out drafts
      a quick look`

const costExamples = `Examples:
  polyptych cost scene.polyptych
      how long the project will take on this machine
  polyptych cost scene.polyptych --method clora --size 1024x1024 --count 8
      the same for another method, size and number of pictures
  polyptych cost scene.polyptych --json | jq .time.picture.expected
      milliseconds for a picture, for programs`

const frequenciesExamples = `Examples:
  polyptych frequencies scene.polyptych
      one run for each concept with adapters, and one without any
  polyptych frequencies scene.polyptych --steps 8 --size 256x256
      a quick look
  polyptych frequencies scene.polyptych --write
      the kinds become those of the project`

const serveExamples = `Examples:
  polyptych serve --open
      the window in the browser
  polyptych serve scene.polyptych --port 0
      a project, at a free port
  polyptych serve --library ~/loras --library /data/models
      two folders of your own in the library, from now on
  ssh -L 7450:127.0.0.1:7450 gpu-machine polyptych serve
      the window here, the graphics card there: open the address that is printed`

const infoExamples = `Examples:
  polyptych info models/starter
      the parts of a model, and how many of its layers adapters can change
  polyptych info kiki.safetensors
      an adapter, and what of it applies to the starter model and to the models nearby
  polyptych info kiki.safetensors --model models/dreamshaper
      the same for one model
  polyptych info out/scene-7.png --json
      how a picture was made, for programs`
