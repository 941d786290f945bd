/**
 * Shows results in a browser: a web server on this machine alone, for the viewer's site and the
 * files that a catalogue lists. It knows the names that the jobs write under, and nothing of what
 * the files mean.
 */
@NullMarked
package org.radloom.viewerserver;

import org.jspecify.annotations.NullMarked;
