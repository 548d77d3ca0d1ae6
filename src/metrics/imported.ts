/** Services that a team brought along: `dashboards metrics import` wrote their files, and adds them here. */

export const imported = {};
