package org.radloom.lineage;

import java.io.IOException;

/** Where events go. */
sealed interface LineageSink permits LineageFile, LineageServer {

  /**
   * Takes one event.
   *
   * @param json the event, on one line, without an end of line
   * @throws IOException if it was not taken; the message holds nothing but the place and a reason
   */
  void send(String json) throws IOException;
}
