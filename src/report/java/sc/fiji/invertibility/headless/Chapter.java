package sc.fiji.invertibility.headless;

import java.io.IOException;

/** A part of the report: makes its measurements and writes them down beside the paper's numbers. */
interface Chapter {

    void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException, BadInputException;
}
