/**
 * What a dataset version says about itself: a report page, a data card, Croissant metadata, and the
 * page that lists the versions. Everything here is a function of files alone: no clock, no host, no
 * randomness, no Beam. No value of a record leaves here but its pseudonym.
 */
@NullMarked
package org.radloom.datasetreport;

import org.jspecify.annotations.NullMarked;
