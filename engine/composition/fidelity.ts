/**
 * How closely a method follows its released program: `faithful` keeps every rule of it, its defects included, so that
 * results can be compared; `fixed` repairs the defects and is the default of the methods.
 */
export type Fidelity = 'faithful' | 'fixed'
