/** Other widths of a network, for the growth of its epoch; networks without an option for it are not here. */
export const WIDTHS: Record<string, readonly { change: string; options: Record<string, unknown> }[] | undefined> = {};
